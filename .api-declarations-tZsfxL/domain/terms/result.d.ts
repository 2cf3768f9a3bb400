/** Why there is no value: a sentence that says what was expected, what was found, and what to do. */
export interface WithMessage {
    readonly message: string;
}
/**
 * A value, or what is to be said when there is none. Expected failures are returned as one of these; an error is thrown only
 * where an invariant is broken.
 *
 * @typeParam E - what stands beside `ok: false`: a `message`, the `problem`, or all `problems`.
 */
export type Result<T, E extends object = WithMessage> = {
    readonly ok: true;
    readonly value: T;
} | ({
    readonly ok: false;
} & E);
