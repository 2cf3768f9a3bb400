import type { Config } from "./config";
import type { ConfigDocument } from "./schema";
/**
 * The configuration that a document means: names in camelCase with their units, relative paths resolved against the
 * folder of the document's own file.
 *
 * @param document free of findings, both of the schema and of `inconsistencies`.
 * @throws Error when it is not.
 */
export declare function toConfig(document: ConfigDocument, file: string): Config;
