import type { Scope } from "./access-rules";
import type { IngestNarrowing } from "./ingest-area";
/** One configured bearer token. */
export interface AccessToken {
    /** What the token is called in the configuration and in logs; never secret. */
    readonly name: string;
    readonly secret: string;
    readonly scopes: readonly Scope[];
    /** The heartbeats that scope `ingest` is narrowed to; without it, it is not. */
    readonly ingest?: IngestNarrowing;
}
/**
 * The token out of an `Authorization` header, or undefined when there is none or it is of another scheme.
 * The scheme's case does not matter (RFC 9110, 11.1).
 */
export declare function bearerSecret(authorization: string | undefined): string | undefined;
/**
 * Every configured token with this secret: the same secret may be listed twice with different scopes.
 *
 * Compares digests in constant time and never stops early, so that the time taken tells neither how much of a guess was
 * right nor which token it was.
 */
export declare function matchTokens(secret: string, tokens: readonly AccessToken[]): readonly AccessToken[];
