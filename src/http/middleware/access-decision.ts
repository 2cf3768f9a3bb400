import { grants } from "../access-rules";
import type { Access } from "../access-rules";
import { bearerSecret, matchTokens } from "../bearer-tokens";
import type { AccessToken } from "../bearer-tokens";
import { isLoopbackAddress } from "../loopback";

/** What is known about a caller when a route asks who that is. */
export interface Caller {
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  /** The peer's address as the socket has it. */
  readonly address: string | undefined;
}

/** Whether a caller may go on, or which status, detail and challenge it gets. */
export type AccessDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly status: 401 | 403;
      readonly detail: string;
      /** The `WWW-Authenticate` header (RFC 6750, 3), when a token would help. */
      readonly challenge?: string;
    };

const REALM = 'Bearer realm="tidaldb-exporter"';
const ALLOWED: AccessDecision = { allowed: true };

/**
 * Decides about one call.
 *
 * Without any configured token reading is open, and what changes state is for callers on this machine. With tokens, every
 * call needs one whose scopes cover the route; being on this machine is no excuse then.
 */
export function decideAccess(
  access: Access,
  caller: Caller,
  tokens: readonly AccessToken[],
  openProbes: boolean,
): AccessDecision {
  if (access === "probe" && openProbes) return ALLOWED;
  const scope = access === "probe" ? "scrape" : access;
  if (tokens.length === 0) {
    return scope === "scrape" || isLoopbackAddress(caller.address) ? ALLOWED : notOnLoopback();
  }
  const secret = bearerSecret(caller.authorization);
  if (secret === undefined) {
    const detail = `this route needs a bearer token with scope ${scope}; send it as "Authorization: Bearer TOKEN"`;
    return { allowed: false, status: 401, detail, challenge: REALM };
  }
  const matching = matchTokens(secret, tokens);
  if (matching.length === 0) {
    const detail =
      "the bearer token is none of the configured ones; check it against the file or variable it comes from";
    return { allowed: false, status: 401, detail, challenge: `${REALM}, error="invalid_token"` };
  }
  if (matching.some(({ scopes }) => grants(scopes, scope))) return ALLOWED;
  const names = matching.map(({ name }) => JSON.stringify(name)).join(", ");
  const detail = `this route needs scope ${scope}, which the token ${names} does not have; add it under auth.tokens`;
  const challenge = `${REALM}, error="insufficient_scope", scope="${scope}"`;
  return { allowed: false, status: 403, detail, challenge };
}

function notOnLoopback(): AccessDecision {
  const detail =
    "without a configured token this route answers only on loopback addresses; " +
    "configure one under auth.tokens to call it from other machines";
  return { allowed: false, status: 403, detail };
}
