import fc from "fast-check";

import { U64_MAX } from "../../../../src/domain/terms/ids";
import { parseChoice, parseU16, parseU64, queryOf } from "../../../../src/http/routing/query";
import { propertyRuns } from "../../../support/property-runs";

test("every u64 and every u16 is read back as it was written", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: U64_MAX }), fc.integer({ min: 0, max: 65_535 }), (u64, u16) => {
      expect(parseU64("x", String(u64))).toEqual({ ok: true, value: u64 });
      expect(parseU16("x", String(u16))).toEqual({ ok: true, value: u16 });
    }),
    propertyRuns(),
  );
});

test.each([
  "",
  " 1",
  "1 ",
  "-1",
  "+1",
  "01",
  "1.0",
  "1e3",
  "0x1",
  "x",
  "18446744073709551616",
  "9".repeat(1000),
])("%j is neither", (text) => {
  expect(parseU64("x", text).ok).toBe(false);
  expect(parseU16("x", text).ok).toBe(false);
});

test("what is refused is named with its value, cut short when that is long", () => {
  expect(parseU16("shard", "65536")).toEqual({
    ok: false,
    problem: { field: "shard", message: 'shard: expected a whole number from 0 to 65535, got "65536"' },
  });
  const long = parseU64("after", "x".repeat(100_000));
  expect(long.ok ? "" : long.problem.message.length).toBeLessThan(250);
});

test("a choice that is not made is the usual one, and one that is made may be spelt in any case", () => {
  expect(parseChoice("max", ["a", "b"], null, "b")).toEqual({ ok: true, value: "b" });
  expect(parseChoice("max", ["a", "b"], "a", "b")).toEqual({ ok: true, value: "a" });
  expect(parseChoice("max", ["healthy", "Degraded"], " HEALTHY\n", "healthy")).toEqual({
    ok: true,
    value: "healthy",
  });
  expect(parseChoice("max", ["healthy", "Degraded"], "degraded", "healthy")).toEqual({
    ok: true,
    value: "Degraded",
  });
  expect(parseChoice("max", ["a", "b"], "c", "b")).toEqual({
    ok: false,
    problem: { field: "max", message: 'max: expected a or b, got "c"' },
  });
});

test.each([
  [
    "/x?a=1&b=%202",
    [
      ["a", "1"],
      ["b", " 2"],
    ],
  ],
  [
    "/x?collect%5B%5D=a&collect[]=b",
    [
      ["collect[]", "a"],
      ["collect[]", "b"],
    ],
  ],
  ["/x?", []],
  ["/x", []],
  [undefined, []],
])("the query of %j is %j", (url, entries) => {
  expect([...queryOf(url)]).toEqual(entries);
});
