import { parseWith } from "../../../../src/wire/fields/parse-with";
import { byRegion, regionMapToWire, u64ByRegion } from "../../../../src/wire/fields/region-keys";
import { text } from "../../../../src/wire/fields/text-schemas";

const KEY = "expected a region id as the key, a whole number from 0 to 65535";
const BAD_KEYS = [
  "07",
  "+7",
  "7.0",
  "-1",
  "65536",
  "99999",
  "100000",
  "1e1",
  " 7",
  "7 ",
  "0x7",
  "٧",
  "",
  "us-east",
  "constructor",
];

test("keys of both maps become numbers", () => {
  expect(parseWith(u64ByRegion("x"), { 0: 1n, 65535: 2n })).toEqual({
    ok: true,
    value: new Map([
      [0, 1n],
      [65535, 2n],
    ]),
  });
  expect(parseWith(byRegion(text("x"), "x"), { 7: "a" })).toEqual({ ok: true, value: new Map([[7, "a"]]) });
});

test.each(BAD_KEYS)("the key %j is no region", (key) => {
  const message = `${key === "" ? "" : `${key}: `}${KEY}, got ${JSON.stringify(key)}`;
  const refused = { ok: false, problems: [{ field: key, message }] };
  expect(parseWith(u64ByRegion("x"), { [key]: 1n })).toEqual(refused);
  expect(parseWith(byRegion(text("x"), "x"), { [key]: "a" })).toEqual(refused);
});

test.each([
  ["an array", []],
  ["null", null],
  ["7", 7n],
  ['"{}"', "{}"],
])("%s is no map", (shown, value) => {
  const refused = {
    ok: false,
    problems: [{ field: "", message: `expected an object with region ids as keys, got ${shown}` }],
  };
  expect(parseWith(u64ByRegion("x"), value)).toEqual(refused);
  expect(parseWith(byRegion(text("x"), "x"), value)).toEqual(refused);
});

test.each([
  [-1n, "got -1"],
  [1n << 64n, "got 18446744073709551616"],
  [5, "got 5 with a fraction or an exponent"],
  [null, "got null"],
])("the value %p is no u64 and is named by its key", (value, got) => {
  const message = `3: expected a whole number from 0 to 18446744073709551615, ${got}`;
  expect(parseWith(u64ByRegion("x"), { 1: 0n, 3: value })).toEqual({
    ok: false,
    problems: [{ field: "3", message }],
  });
});

test("a bad value of any other map is named by its key", () => {
  expect(parseWith(byRegion(text("x"), "x"), { 3: 1n })).toEqual({
    ok: false,
    problems: [{ field: "3", message: "3: expected a text, got 1" }],
  });
});

test("of many bad entries in a u64 map the first is reported", () => {
  const result = parseWith(
    u64ByRegion("x"),
    Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`k${n}`, 0n])),
  );
  expect(result).toMatchObject({ ok: false, problems: [{ field: "k0" }] });
  expect(!result.ok && result.problems.length).toBe(1);
});

test("a map is written with its keys ascending", () => {
  const map = new Map([
    [10, 1n],
    [9, 2n],
  ]);
  expect(Object.entries(regionMapToWire(map, String))).toEqual([
    ["9", "2"],
    ["10", "1"],
  ]);
});
