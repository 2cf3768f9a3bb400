import type { LoadResult } from "../../config/load";
import type { AsideOptions } from "./aside-job";
/**
 * Loads a configuration as {@link loadConfig} does, and goes on with everything else meanwhile: a large file is read in a
 * thread of its own, which takes seconds for tens of thousands of shards.
 *
 * @param path as the operator gave it; problems repeat it.
 */
export declare function loadConfigAside(path: string, options: AsideOptions): Promise<LoadResult>;
