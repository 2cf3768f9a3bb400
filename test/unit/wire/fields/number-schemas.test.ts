import type { z } from "zod";
import { parseJson } from "../../../../src/wire/json/json";
import { count, f64, f64FromZero, f64ToWire, u16, u64 } from "../../../../src/wire/fields/number-schemas";
import { parseWith } from "../../../../src/wire/fields/parse-with";

const schemas = {
  u16: u16("x"),
  u64: u64("x"),
  count: count("x"),
  f64: f64("x"),
  f64FromZero: f64FromZero("x"),
};

function read(schema: keyof typeof schemas, literal: string): unknown {
  const json = parseJson(literal);
  if (!json.ok) throw new Error(json.message);
  const result = parseWith(schemas[schema] as z.ZodType, json.value);
  return result.ok ? result.value : result.problems.map(({ message }) => message).join();
}

test.each([
  ["u16", "0", 0],
  ["u16", "65535", 65535],
  ["u64", "0", 0n],
  ["u64", "9007199254740993", 9007199254740993n],
  ["u64", "18446744073709551615", 18446744073709551615n],
  ["count", "9007199254740991", 9007199254740991],
  ["f64", "-1.5", -1.5],
  ["f64", "-7", -7],
  ["f64", "1e308", 1e308],
  ["f64", "5e-324", 5e-324],
  ["f64FromZero", "0", 0],
  ["f64FromZero", "-0.0", 0],
  ["f64FromZero", "18446744073709551616", 2 ** 64],
  ["f64FromZero", "1.7976931348623157e308", Number.MAX_VALUE],
] as const)("as a %s, %s is read", (schema, literal, value) => {
  expect(read(schema, literal)).toBe(value);
});

const U16 = "expected a whole number from 0 to 65535";
const U64 = "expected a whole number from 0 to 18446744073709551615";
const COUNT = "expected a whole number from 0 to 9007199254740991";
const ABOVE = "a number above the range of 64-bit floats";
const FROM_ZERO = "expected a finite number, 0 or more";

test.each([
  ["u16", "65536", `${U16}, got 65536`],
  ["u16", "-1", `${U16}, got -1`],
  ["u16", "7.0", `${U16}, got 7 with a fraction or an exponent`],
  ["u16", "7e0", `${U16}, got 7 with a fraction or an exponent`],
  ["u16", "7.5", `${U16}, got 7.5`],
  ["u16", '"7"', `${U16}, got "7"`],
  ["u16", "1" + "0".repeat(399), `${U16}, got 1${"0".repeat(39)}…`],
  ["u64", "-1", `${U64}, got -1`],
  ["u64", "-0", `${U64}, got -0`],
  ["u64", "-0.0", `${U64}, got -0`],
  ["u64", "18446744073709551616", `${U64}, got 18446744073709551616`],
  ["u64", "5.0", `${U64}, got 5 with a fraction or an exponent`],
  ["u64", "1e3", `${U64}, got 1000 with a fraction or an exponent`],
  ["u64", "1e400", `${U64}, got ${ABOVE}`],
  ["u64", "true", `${U64}, got true`],
  ["u64", "null", `${U64}, got null`],
  ["u64", "[1]", `${U64}, got an array`],
  ["u64", "{}", `${U64}, got an object`],
  ["count", "9007199254740992", `${COUNT}, got 9007199254740992`],
  ["count", "-1", `${COUNT}, got -1`],
  ["count", "1.0", `${COUNT}, got 1 with a fraction or an exponent`],
  ["f64", "1e400", `expected a finite number, got ${ABOVE}`],
  ["f64", "-1e400", "expected a finite number, got a number below the range of 64-bit floats"],
  ["f64", "1" + "0".repeat(309), `expected a finite number, got 1${"0".repeat(39)}…`],
  ["f64", '"1"', 'expected a finite number, got "1"'],
  ["f64FromZero", "-1", `${FROM_ZERO}, got -1`],
  ["f64FromZero", "-1.0", `${FROM_ZERO}, got -1`],
  ["f64FromZero", "-5e-324", `${FROM_ZERO}, got -5e-324`],
  ["f64FromZero", "1e400", `${FROM_ZERO}, got ${ABOVE}`],
  ["f64FromZero", '"NaN"', `${FROM_ZERO}, got "NaN"`],
] as const)("as a %s, %s is refused", (schema, literal, message) => {
  expect(read(schema, literal)).toBe(message);
});

test("NaN is refused also when it does not come from JSON", () => {
  expect(parseWith(schemas.f64, NaN)).toMatchObject({
    ok: false,
    problems: [{ message: "expected a finite number, got NaN" }],
  });
});

test("a number past what JSON can hold is printed as the largest that it can", () => {
  expect([1.5, Infinity, -Infinity].map((value) => f64ToWire(value, "x"))).toEqual([
    1.5,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
  ]);
});

test("NaN is never printed", () => {
  expect(() => f64ToWire(NaN, "total_signals_eps")).toThrow(
    new RangeError("total_signals_eps: expected a number that JSON can hold, got NaN"),
  );
});
