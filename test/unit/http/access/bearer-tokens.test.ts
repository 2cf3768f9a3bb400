import crypto from "node:crypto";

import { bearerSecret, matchTokens } from "../../../../src/http/access/bearer-tokens";
import type { AccessToken } from "../../../../src/http/access/bearer-tokens";

const TOKENS: readonly AccessToken[] = [
  { name: "a", secret: "secret-a", scopes: ["scrape"] },
  { name: "b", secret: "secret-b", scopes: ["ingest"] },
  { name: "b too", secret: "secret-b", scopes: ["admin"] },
];

test.each([
  ["Bearer abc", "abc"],
  ["bearer abc", "abc"],
  ["BEARER   abc  ", "abc"],
  ["Bearer a b", undefined],
  ["Bearer ", undefined],
  ["Bearerabc", undefined],
  ["Basic abc", undefined],
  ["", undefined],
  [undefined, undefined],
])("the secret in %j is %j", (header, secret) => {
  expect(bearerSecret(header)).toBe(secret);
});

test.each([
  ["secret-a", ["a"]],
  ["secret-b", ["b", "b too"]],
  ["secret-", []],
  ["secret-aa", []],
  ["SECRET-A", []],
  ["", []],
])("the secret %j is that of %j", (secret, names) => {
  expect(matchTokens(secret, TOKENS).map(({ name }) => name)).toEqual(names);
});

test("every token is compared, in constant time, whether an earlier one matched or not", () => {
  const compare = jest.spyOn(crypto, "timingSafeEqual");
  for (const secret of ["secret-a", "secret-b", "x"]) {
    compare.mockClear();
    matchTokens(secret, TOKENS);
    expect(compare).toHaveBeenCalledTimes(TOKENS.length);
  }
  compare.mockRestore();
});
