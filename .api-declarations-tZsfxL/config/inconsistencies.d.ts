import type { ConfigFinding } from "../strict-yaml/config-problem";
/**
 * What contradicts itself in a document: rules between values, which a schema of single values cannot hold. Takes the
 * document as it was read, before the schema: every value that is valid by itself is compared with the others, so that
 * these problems are reported together with whatever else is wrong.
 */
export declare function inconsistencies(document: unknown): readonly ConfigFinding[];
