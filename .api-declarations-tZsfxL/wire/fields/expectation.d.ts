/** The part of a zod issue that a message is made from. */
interface RefusedInput {
    readonly input?: unknown;
}
/**
 * Makes a schema's error message: "expected ..., got ...". JSON has no undefined, so an undefined input is a field that is
 * not there. The field's path comes before it later, in `parseWith`.
 */
export declare function expectation(expected: string): (issue: RefusedInput) => string;
/**
 * The same for a field that takes integer literals only. `5.0` and `1e3` are refused as serde refuses them, and "got 5"
 * alone would not say why.
 */
export declare function integerExpectation(expected: string): (issue: RefusedInput) => string;
export {};
