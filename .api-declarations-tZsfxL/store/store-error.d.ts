/**
 * The state could not be read, kept or claimed, for a reason outside this program. The message is written for the
 * operator: it names the place, what went wrong and the next step. `cause` is the error of the system, where there is one.
 */
export declare class StoreError extends Error {
    readonly name = "StoreError";
}
