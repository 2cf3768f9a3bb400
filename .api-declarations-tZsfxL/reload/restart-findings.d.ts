import type { Config } from "../config/config";
import type { ConfigFinding } from "../strict-yaml/config-problem";
/** What of a configuration stays as it is until a restart. */
export type FixedConfig = Pick<Config, "storage" | "http">;
/**
 * What has changed and cannot change while the program runs: its store is open and would have to move its content, and
 * the server took its limits when it began to listen.
 */
export declare function restartFindings(current: FixedConfig, next: FixedConfig): readonly ConfigFinding[];
