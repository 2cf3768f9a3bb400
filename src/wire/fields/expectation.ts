import { describedValue } from "../json/described-value";

/** The part of a zod issue that a message is made from. */
interface RefusedInput {
  readonly input?: unknown;
}

/**
 * Makes a schema's error message: "expected ..., got ...". JSON has no undefined, so an undefined input is a field that is
 * not there. The field's path comes before it later, in `parseWith`.
 */
export function expectation(expected: string): (issue: RefusedInput) => string {
  return ({ input }) =>
    input === undefined
      ? `is missing, expected ${expected}`
      : `expected ${expected}, got ${describedValue(input)}`;
}

/**
 * The same for a field that takes integer literals only. `5.0` and `1e3` are refused as serde refuses them, and "got 5"
 * alone would not say why.
 */
export function integerExpectation(expected: string): (issue: RefusedInput) => string {
  const message = expectation(expected);
  return (issue) => {
    const spelledAsFloat = Number.isInteger(issue.input) && !Object.is(issue.input, -0);
    return message(issue) + (spelledAsFloat ? " with a fraction or an exponent" : "");
  };
}
