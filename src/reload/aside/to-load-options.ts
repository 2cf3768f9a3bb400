import type { LoadOptions } from "../../config/load";
import { restartFindings } from "../restart-findings";
import type { AsideOptions } from "./aside-job";

/** The same options with the rules as a function, for the thread that loads. */
export function toLoadOptions({ env, optional, inForce }: AsideOptions): LoadOptions {
  return {
    env,
    optional,
    ...(inForce !== undefined && { check: (config) => restartFindings(inForce, config) }),
  };
}
