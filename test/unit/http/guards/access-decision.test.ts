import type { Access, Scope } from "../../../../src/http/access/access-rules";
import { decideAccess } from "../../../../src/http/guards/access-decision";
import type { Caller, Protection } from "../../../../src/http/guards/access-decision";
import type { PasswordAccess } from "../../../../src/http/access/passwords/password-access";
import type { PasswordOutcome } from "../../../../src/http/access/passwords/password-checks";

const HERE: Caller = { authorization: undefined, address: "::ffff:127.0.0.1" };
const ELSEWHERE: Caller = { authorization: undefined, address: "192.0.2.7" };
const OPEN: Protection = { tokens: [], passwords: undefined, openProbes: true };
const TOKENS: Protection = { ...OPEN, tokens: [{ name: "t", secret: "right", scopes: ["scrape"] }] };

/** Users whose password is always "right", or who are always told the given outcome. */
function passwords(
  scopes: Readonly<Record<string, readonly Scope[]>>,
  always?: PasswordOutcome,
): PasswordAccess {
  return {
    check: ({ name, password }) =>
      Promise.resolve(always ?? (name in scopes && password === "right" ? "right" : "wrong")),
    scopesOf: (name) => scopes[name] ?? [],
  };
}

const USERS: Protection = { ...OPEN, passwords: passwords({ reader: ["scrape"], boss: ["admin"] }) };
const BOTH: Protection = { ...TOKENS, passwords: USERS.passwords };

function basic(name: string, password: string): Caller {
  return { ...ELSEWHERE, authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` };
}

function bearer(secret: string): Caller {
  return { ...ELSEWHERE, authorization: `Bearer ${secret}` };
}

async function statusOf(access: Access, caller: Caller, protection: Protection): Promise<number> {
  const decision = await decideAccess(access, caller, protection);
  return decision.allowed ? 200 : decision.status;
}

async function challengesOf(caller: Caller, protection: Protection): Promise<readonly string[]> {
  const decision = await decideAccess("scrape", caller, protection);
  return decision.allowed ? ["allowed"] : (decision.challenges ?? []);
}

test.each<[Access, number, number]>([
  ["probe", 200, 200],
  ["scrape", 200, 200],
  ["ingest", 200, 403],
  ["admin", 200, 403],
])(
  "without tokens and passwords, %s is %d for a caller here and %d for one elsewhere",
  async (access, here, elsewhere) => {
    expect(await statusOf(access, HERE, OPEN)).toBe(here);
    expect(await statusOf(access, ELSEWHERE, OPEN)).toBe(elsewhere);
    expect(await statusOf(access, { ...ELSEWHERE, address: undefined }, OPEN)).toBe(elsewhere);
  },
);

test.each([
  ["tokens", TOKENS],
  ["passwords", USERS],
  ["both", BOTH],
])("with %s, being on this machine is no excuse", async (_kind, protection) => {
  expect(await statusOf("scrape", HERE, protection)).toBe(401);
  expect(await statusOf("ingest", HERE, protection)).toBe(401);
});

test.each([
  ["a token", TOKENS, bearer("right")],
  ["a password", USERS, basic("reader", "right")],
])(
  "probes are open unless they are told not to be, and need scrape then: %s will do",
  async (_kind, protection, caller) => {
    const closed = { ...protection, openProbes: false };
    expect(await statusOf("probe", ELSEWHERE, protection)).toBe(200);
    expect(await statusOf("probe", ELSEWHERE, closed)).toBe(401);
    expect(await statusOf("probe", caller, closed)).toBe(200);
  },
);

test.each<[string, Access, Caller, number]>([
  ["a right token with the scope", "scrape", bearer("right"), 200],
  ["a right token without the scope", "ingest", bearer("right"), 403],
  ["a wrong token", "scrape", bearer("wrong"), 401],
  ["a right password with the scope", "scrape", basic("reader", "right"), 200],
  ["a right password of a user without the scope", "admin", basic("reader", "right"), 403],
  ["a right password of an admin, who may do everything", "ingest", basic("boss", "right"), 200],
  ["a wrong password", "scrape", basic("reader", "wrong"), 401],
  ["a user that nobody is", "scrape", basic("stranger", "right"), 401],
  ["a token as a password", "scrape", basic("t", "right"), 401],
  ["another scheme", "scrape", { ...ELSEWHERE, authorization: "Digest username=reader" }, 401],
])("with tokens and passwords together, %s for %s: %#", async (_case, access, caller, status) => {
  expect(await statusOf(access, caller, BOTH)).toBe(status);
});

test("what only checks a token is decided at once, and so is who sends nothing", () => {
  for (const caller of [ELSEWHERE, bearer("right"), bearer("wrong")]) {
    expect(decideAccess("scrape", caller, BOTH)).not.toBeInstanceOf(Promise);
  }
});

describe("a challenge names every way in", () => {
  const BASIC = 'Basic realm="tidaldb-exporter", charset="UTF-8"';
  const BEARER = 'Bearer realm="tidaldb-exporter"';

  test.each<[string, Caller, Protection, readonly string[]]>([
    ["tokens only", ELSEWHERE, TOKENS, [BEARER]],
    ["passwords only", ELSEWHERE, USERS, [BASIC]],
    ["a token where there are only passwords", bearer("right"), USERS, [BASIC]],
    ["a password where there are only tokens", basic("reader", "right"), TOKENS, [BEARER]],
    ["both, nothing sent", ELSEWHERE, BOTH, [BASIC, BEARER]],
    ["both, a wrong password", basic("reader", "wrong"), BOTH, [BASIC, BEARER]],
    ["both, a wrong token", bearer("wrong"), BOTH, [`${BEARER}, error="invalid_token"`, BASIC]],
  ])("%s", async (_case, caller, protection, challenges) => {
    expect(await challengesOf(caller, protection)).toEqual(challenges);
  });

  test("but not to who is known and lacks a scope as a user", async () => {
    const decision = await decideAccess("admin", basic("reader", "right"), BOTH);
    expect(decision).toEqual({
      allowed: false,
      status: 403,
      detail: 'this route needs scope admin, which the user "reader" does not have; add it under auth.users',
    });
  });
});

test("who finds too many checks waiting is asked to come back, and not called wrong", async () => {
  const busy = { ...OPEN, passwords: passwords({}, "busy") };
  expect(await statusOf("scrape", basic("reader", "right"), busy)).toBe(429);
});
