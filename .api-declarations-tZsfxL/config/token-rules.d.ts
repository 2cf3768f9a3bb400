import type { ConfigFinding } from "../strict-yaml/config-problem";
/**
 * Tokens that share a name, that have no place or two for their secret, whose scopes are none or listed twice, or whose
 * `ingest` is narrowed to what makes no sense; and the last of it for users.
 */
export declare function tokenFindings(document: unknown): readonly ConfigFinding[];
