import { hashSync } from "@node-rs/bcrypt";

import { PasswordChecks } from "../../src/http/access/passwords/password-checks";
import type { PasswordOutcome } from "../../src/http/access/passwords/password-checks";

/* Whatever stood behind the 72nd byte of a password was ignored, and so was what a NUL means to bcrypt; nobody was told. */

const COST = 4;
const HERE = "192.0.2.1";
const SEVENTY_TWO = "x".repeat(72);
/** Two bytes each. */
const UMLAUTS = "\u00fc".repeat(36);

function ask(password: string, presented: string): Promise<[PasswordOutcome, readonly string[]]> {
  const told: string[] = [];
  const checks = new PasswordChecks([{ name: "alice", hash: hashSync(password, COST) }], undefined, (name) =>
    told.push(name),
  );
  const check = async (): Promise<PasswordOutcome> =>
    checks.check({ name: "alice", password: presented }, HERE);
  return check().then(async (outcome) => [(await check()) === outcome ? outcome : "busy", told]);
}

test.each<[string, string, string, PasswordOutcome, readonly string[]]>([
  ["72 bytes are looked at", SEVENTY_TWO, SEVENTY_TWO, "right", []],
  ["71 of 72 bytes are not enough", SEVENTY_TWO, SEVENTY_TWO.slice(1), "wrong", []],
  ["what is behind them is ignored, with a warning", SEVENTY_TWO, `${SEVENTY_TWO}y`, "right", ["alice"]],
  ["of one that was hashed longer too", `${SEVENTY_TWO}y`, `${SEVENTY_TWO}z`, "right", ["alice"]],
  ["bytes count, not characters", UMLAUTS, `${UMLAUTS}a`, "right", ["alice"]],
  ["36 characters of two bytes are not too long", UMLAUTS, UMLAUTS, "right", []],
  ["nobody is warned of a guess", "short", `${SEVENTY_TWO}y`, "wrong", []],
  ["a NUL does not start the password over", "ab", "ab\0ab", "wrong", []],
  ["a NUL is not the empty password", "", "\0", "wrong", []],
  ["a NUL is no password at all", "ab\0cd", "ab\0cd", "wrong", []],
  ["nothing is the empty password", "", "", "right", []],
])("%s", async (_what, password, presented, outcome, told) => {
  expect(await ask(password, presented)).toEqual([outcome, told]);
});

test("a user is warned of once, however many long passwords are right", async () => {
  const told: string[] = [];
  const checks = new PasswordChecks(
    [{ name: "alice", hash: hashSync(SEVENTY_TWO, COST) }],
    undefined,
    (name) => told.push(name),
  );
  for (const tail of ["a", "b", "c"]) {
    expect(await checks.check({ name: "alice", password: SEVENTY_TWO + tail }, HERE)).toBe("right");
  }
  expect(told).toEqual(["alice"]);
});
