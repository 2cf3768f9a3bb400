import type { WithConfigProblems } from "../strict-yaml/config-problem";
import { FileReads } from "./file-reads";
import type { WebConfig } from "./web-config";
import type { Result } from "../domain/terms/result";
/** A web configuration, ready to use, or everything that is wrong with it, by line. */
export type WebConfigResult = Result<WebConfig, WithConfigProblems>;
/** What came of loading, and which files with which contents it came from. */
export interface WebConfigLoad {
    readonly result: WebConfigResult;
    readonly reads: FileReads;
}
/**
 * Loads a web configuration with the certificates and keys that it refers to. Expected failures are problems, not
 * rejections. A file that sets nothing (`{}`) is a configuration in which nothing is protected; one without a value is a
 * problem, although the exporter toolkit takes it: it is most often what is left of one that did protect.
 *
 * @param path as the operator gave it; problems repeat it.
 */
export declare function loadWebConfig(path: string): Promise<WebConfigLoad>;
