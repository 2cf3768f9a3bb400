import type { IngestNarrowing, TokenScope, TokenSource } from "./config";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import type { Result } from "../domain/terms/result";
/** Variables of the environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** A bearer token with its secret. Not to be logged. */
export interface Token {
    readonly name: string;
    readonly scopes: readonly TokenScope[];
    readonly ingest?: IngestNarrowing;
    /** At least 16 printable ASCII characters, none of them a blank: what an `Authorization` header can carry. */
    readonly secret: string;
}
/** Every token, or what is wrong with their secrets. */
export type TokensResult = Result<readonly Token[], {
    readonly findings: readonly ConfigFinding[];
}>;
/**
 * Fetches the secrets of tokens. Findings never contain any of what was read.
 *
 * @param sources `auth.tokens`, in the order of the file: findings count positions in it.
 */
export declare function loadTokens(sources: readonly TokenSource[], environment: Environment): Promise<TokensResult>;
