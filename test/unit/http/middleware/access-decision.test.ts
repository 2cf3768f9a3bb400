import type { Access } from "../../../../src/http/access-rules";
import type { AccessToken } from "../../../../src/http/bearer-tokens";
import { decideAccess } from "../../../../src/http/middleware/access-decision";

const HERE = { authorization: undefined, address: "::ffff:127.0.0.1" };
const ELSEWHERE = { authorization: undefined, address: "192.0.2.7" };
const TOKENS: readonly AccessToken[] = [{ name: "t", secret: "right", scopes: ["scrape"] }];

function statusOf(
  access: Access,
  caller: typeof ELSEWHERE,
  tokens: readonly AccessToken[],
  openProbes = true,
): number {
  const decision = decideAccess(access, caller, tokens, openProbes);
  return decision.allowed ? 200 : decision.status;
}

test.each<[Access, number, number]>([
  ["probe", 200, 200],
  ["scrape", 200, 200],
  ["ingest", 200, 403],
  ["admin", 200, 403],
])("without tokens, %s is %d for a caller here and %d for one elsewhere", (access, here, elsewhere) => {
  expect([statusOf(access, HERE, []), statusOf(access, ELSEWHERE, [])]).toEqual([here, elsewhere]);
  expect(statusOf(access, { ...ELSEWHERE, address: undefined as unknown as string }, [])).toBe(elsewhere);
});

test("with tokens, being on this machine is no excuse", () => {
  expect(statusOf("scrape", HERE, TOKENS)).toBe(401);
  expect(statusOf("ingest", HERE, TOKENS)).toBe(401);
});

test("with tokens, probes are open unless they are told not to be, and need scrape then", () => {
  expect(statusOf("probe", ELSEWHERE, TOKENS)).toBe(200);
  expect(statusOf("probe", ELSEWHERE, TOKENS, false)).toBe(401);
  const caller = { ...ELSEWHERE, authorization: "Bearer right" } as unknown as typeof ELSEWHERE;
  expect(statusOf("probe", caller, TOKENS, false)).toBe(200);
});
