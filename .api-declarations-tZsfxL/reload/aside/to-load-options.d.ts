import type { LoadOptions } from "../../config/load";
import type { AsideOptions } from "./aside-job";
/** The same options with the rules as a function, for the thread that loads. */
export declare function toLoadOptions({ env, optional, inForce }: AsideOptions): LoadOptions;
