import type { ConfigFinding } from "../strict-yaml/config-problem";
/**
 * What contradicts itself in a web configuration. Takes the document as it was read, before the schema, so that these
 * problems are reported together with whatever else is wrong.
 */
export declare function webConfigFindings(document: unknown): readonly ConfigFinding[];
