import { grants } from "../access/access-rules";
import type { Access, Scope } from "../access/access-rules";
import { bearerSecret, matchTokens } from "../access/bearer-tokens";
import type { AccessToken } from "../access/bearer-tokens";
import type { NarrowedSender } from "../access/ingest-area";
import { isLoopbackAddress } from "../access/loopback";
import { basicCredentials } from "../access/passwords/basic-credentials";
import type { PasswordAccess } from "../access/passwords/password-access";
import type { PasswordOutcome } from "../access/passwords/password-checks";
import type { RequestSettings } from "../routing/http-services";

/** What is known about a caller when a route asks who that is. */
export interface Caller {
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  /** The peer's address as the socket has it. */
  readonly address: string | undefined;
}

/** What protects this server. */
export type Protection = Omit<RequestSettings, "limits">;

/** Whether callers have to identify themselves at all. */
export function asksForCredentials({ tokens, passwords }: Omit<Protection, "openProbes">): boolean {
  return tokens.length > 0 || passwords !== undefined;
}

/** Whether a caller may go on, and with which heartbeats if not with all; or which status, detail and headers it gets. */
export type AccessDecision = { readonly allowed: true; readonly narrowed?: NarrowedSender } | Denial;

interface Denial {
  readonly allowed: false;
  readonly status: 401 | 403 | 429;
  readonly detail: string;
  /** The `WWW-Authenticate` headers, one for each way in (RFC 9110, 11.6.1), when credentials would help. */
  readonly challenges?: readonly string[];
}

const BEARER = 'Bearer realm="tidaldb-exporter"';
const BASIC = 'Basic realm="tidaldb-exporter", charset="UTF-8"';
const ALLOWED: AccessDecision = { allowed: true };

/**
 * Decides about one call.
 *
 * Without any configured token or password reading is open, and what changes state is for callers on this machine. With
 * either, every call needs one whose scopes cover the route; being on this machine is no excuse then.
 *
 * @returns the decision, or a promise of it when a password has to be checked that was not seen before.
 */
export function decideAccess(
  access: Access,
  caller: Caller,
  protection: Protection,
): AccessDecision | Promise<AccessDecision> {
  if (access === "probe" && protection.openProbes) return ALLOWED;
  const scope = access === "probe" ? "scrape" : access;
  if (!asksForCredentials(protection)) {
    return scope === "scrape" || isLoopbackAddress(caller.address) ? ALLOWED : notOnLoopback();
  }
  const { tokens, passwords } = protection;
  const secret = tokens.length > 0 ? bearerSecret(caller.authorization) : undefined;
  if (secret !== undefined) return decideByToken(scope, secret, protection);
  const credentials = passwords && basicCredentials(caller.authorization);
  if (!credentials) return noCredentials(scope, protection);
  const outcome = passwords.check(credentials, caller.address ?? "");
  const decide = (found: PasswordOutcome): AccessDecision =>
    decideByPassword(scope, credentials.name, found, protection, passwords);
  return typeof outcome === "string" ? decide(outcome) : outcome.then(decide);
}

function decideByToken(scope: Scope, secret: string, protection: Protection): AccessDecision {
  const matching = matchTokens(secret, protection.tokens);
  if (matching.length === 0) {
    const detail =
      "the bearer token is none of the configured ones; check it against the file or variable it comes from";
    const challenges = [`${BEARER}, error="invalid_token"`, ...challengesOf({ ...protection, tokens: [] })];
    return { allowed: false, status: 401, detail, challenges };
  }
  const granting = matching.filter(({ scopes }) => grants(scopes, scope));
  if (granting.length === 0) return tokenLacks(scope, matching);
  const [first, ...rest] = granting.flatMap(({ scopes, ingest }) =>
    ingest === undefined || scopes.includes("admin") ? [] : [ingest],
  );
  // Of several tokens with one secret, each adds what it may.
  if (scope !== "ingest" || first === undefined || rest.length + 1 < granting.length) return ALLOWED;
  const name = `the token ${namesOf(granting)}`;
  return { allowed: true, narrowed: { name, narrowings: [first, ...rest] } };
}

function namesOf(tokens: readonly AccessToken[]): string {
  return tokens.map(({ name }) => JSON.stringify(name)).join(", ");
}

function decideByPassword(
  scope: Scope,
  name: string,
  outcome: PasswordOutcome,
  protection: Protection,
  passwords: PasswordAccess,
): AccessDecision {
  if (outcome === "busy") {
    const detail = "too many passwords from this address wait to be checked; try again in a second";
    return { allowed: false, status: 429, detail };
  }
  if (outcome === "wrong") {
    const detail =
      "the user name or the password is wrong; users are under basic_auth_users in the web configuration";
    return { allowed: false, status: 401, detail, challenges: challengesOf(protection) };
  }
  const user = JSON.stringify(name);
  const scopes = passwords.scopesOf(name);
  if (grants(scopes, scope)) {
    const ingest = scope === "ingest" && !scopes.includes("admin") ? passwords.ingestOf?.(name) : undefined;
    if (ingest === undefined) return ALLOWED;
    return { allowed: true, narrowed: { name: `the user ${user}`, narrowings: [ingest] } };
  }
  const detail = `this route needs scope ${scope}, which the user ${user} does not have; add it under auth.users`;
  return { allowed: false, status: 403, detail };
}

function noCredentials(scope: Scope, protection: Protection): AccessDecision {
  const ways = [
    ...(protection.tokens.length > 0
      ? [`a bearer token with scope ${scope} ("Authorization: Bearer TOKEN")`]
      : []),
    ...(protection.passwords ? [`the name and password of a user who has scope ${scope}`] : []),
  ];
  const detail = `this route needs ${ways.join(", or ")}`;
  return { allowed: false, status: 401, detail, challenges: challengesOf(protection) };
}

/** Basic first: of several challenges some clients only look at the first, and none of those knows Bearer. */
function challengesOf({ tokens, passwords }: Protection): readonly string[] {
  return [...(passwords ? [BASIC] : []), ...(tokens.length > 0 ? [BEARER] : [])];
}

function tokenLacks(scope: Scope, matching: readonly AccessToken[]): AccessDecision {
  const detail = `this route needs scope ${scope}, which the token ${namesOf(matching)} does not have; add it under auth.tokens`;
  const challenges = [`${BEARER}, error="insufficient_scope", scope="${scope}"`];
  return { allowed: false, status: 403, detail, challenges };
}

function notOnLoopback(): AccessDecision {
  const detail =
    "without a configured token or password this route answers only on loopback addresses; " +
    "configure one under auth.tokens to call it from other machines";
  return { allowed: false, status: 403, detail };
}
