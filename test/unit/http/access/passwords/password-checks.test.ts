import { hashSync } from "@node-rs/bcrypt";

import { PasswordChecks } from "../../../../../src/http/access/passwords/password-checks";
import type { PasswordOutcome } from "../../../../../src/http/access/passwords/password-checks";

const HERE = "192.0.2.1";
const USERS = [
  { name: "alice", hash: "hash of a" },
  { name: "bob", hash: "hash of b" },
];

/** A verifier whose checks wait to be told their result, in the order in which they began. */
class SlowVerifier {
  readonly asked: { password: string; hash: string; answer: (matches: boolean) => void }[] = [];

  readonly verify = (password: string, hash: string): Promise<boolean> =>
    new Promise((resolve) => {
      this.asked.push({ password, hash, answer: resolve });
    });
}

function instant(asked: string[] = []): (password: string, hash: string) => Promise<boolean> {
  return (password, hash) => {
    asked.push(hash);
    return Promise.resolve(hash === `hash of ${password}`);
  };
}

function credentials(name: string, password: string): { name: string; password: string } {
  return { name, password };
}

test.each<[string, string, string, PasswordOutcome]>([
  ["a user's own password", "alice", "a", "right"],
  ["another user's password", "alice", "b", "wrong"],
  ["a name that nobody has, with a password that somebody has", "carol", "a", "wrong"],
  ["a name that every object has", "constructor", "a", "wrong"],
])("%s", async (_case, name, password, outcome) => {
  const checks = new PasswordChecks(USERS, instant());
  expect(await checks.check(credentials(name, password), HERE)).toBe(outcome);
});

test("what was right is known from then on, without another look at its hash", async () => {
  const asked: string[] = [];
  const checks = new PasswordChecks(USERS, instant(asked));
  await checks.check(credentials("alice", "a"), HERE);
  expect(checks.check(credentials("alice", "a"), "192.0.2.2")).toBe("right");
  expect(asked).toHaveLength(1);
});

test("what was wrong is looked at again", async () => {
  const asked: string[] = [];
  const checks = new PasswordChecks(USERS, instant(asked));
  for (let times = 0; times < 2; times += 1) {
    expect(await checks.check(credentials("alice", "x"), HERE)).toBe("wrong");
  }
  expect(asked).toHaveLength(2);
});

test("name and password are not mixed up: a:bc is not ab:c", async () => {
  const checks = new PasswordChecks([{ name: "a", hash: "hash of bc" }], instant());
  expect(await checks.check(credentials("a", "bc"), HERE)).toBe("right");
  expect(await checks.check(credentials("ab", "c"), HERE)).toBe("wrong");
});

test("a name that nobody has is checked as one that somebody has is, always against the same hash", async () => {
  const asked: string[] = [];
  const checks = new PasswordChecks(USERS, instant(asked));
  for (const password of ["1", "2", "3"]) await checks.check(credentials("nobody", password), HERE);
  expect(new Set(asked).size).toBe(1);
  expect(USERS.map(({ hash }) => hash)).toContain(asked[0]);
  for (let index = 0; index < 40; index += 1) await checks.check(credentials(`nobody${index}`, "x"), HERE);
  expect(new Set(asked)).toEqual(new Set(USERS.map(({ hash }) => hash)));
});

test("who asks the same while it is being checked shares the answer", async () => {
  const verifier = new SlowVerifier();
  const checks = new PasswordChecks(USERS, verifier.verify);
  const first = checks.check(credentials("alice", "a"), HERE);
  const second = checks.check(credentials("alice", "a"), HERE);
  expect(verifier.asked).toHaveLength(1);
  verifier.asked[0]?.answer(true);
  expect([await first, await second]).toEqual(["right", "right"]);
});

test("one check runs at a time, and a flood from one address lets the next address in after one of its own", async () => {
  const verifier = new SlowVerifier();
  const checks = new PasswordChecks(USERS, verifier.verify);
  const flood = Array.from({ length: 100 }, (_, index) =>
    checks.check(credentials("alice", `guess ${index}`), "203.0.113.9"),
  );
  expect(flood.filter((outcome) => outcome === "busy")).toHaveLength(91);
  const good = checks.check(credentials("bob", "b"), HERE);
  expect(verifier.asked).toHaveLength(1);
  for (let turn = 0; turn < 3; turn += 1) {
    verifier.asked[turn]?.answer(verifier.asked[turn]?.password === "b");
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(verifier.asked.slice(0, 3).map(({ password }) => password)).toEqual(["guess 0", "guess 1", "b"]);
  expect(await good).toBe("right");
});

test("addresses of one /56 of IPv6 wait behind each other", () => {
  const checks = new PasswordChecks(USERS, new SlowVerifier().verify);
  const outcomes = Array.from({ length: 20 }, (_, index) =>
    checks.check(credentials("alice", `guess ${index}`), `2001:db8:0:${index.toString(16)}::1`),
  );
  expect(outcomes.filter((outcome) => outcome === "busy")).toHaveLength(11);
});

test("real hashes in each of the three notations are understood", async () => {
  const hash = hashSync("pässwörd", 4);
  const users = ["$2a$", "$2b$", "$2y$"].map((prefix) => ({ name: prefix, hash: prefix + hash.slice(4) }));
  const checks = new PasswordChecks(users);
  for (const { name } of users) {
    expect(await checks.check(credentials(name, "pässwörd"), HERE)).toBe("right");
    expect(await checks.check(credentials(name, "passwörd"), HERE)).toBe("wrong");
  }
});
