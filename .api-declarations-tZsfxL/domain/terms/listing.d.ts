/**
 * A list to be gone through, whose entries may be made only when they are asked for: of half a million of them nobody needs
 * all at once. Every array is one too.
 */
export interface Listing<T> extends Iterable<T> {
    readonly length: number;
    /** Entry `index`, counted from the end when negative; undefined past either end. */
    at(index: number): T | undefined;
    /** The entries from `start` to before `end`, as an array's `slice` has them. */
    slice(start?: number, end?: number): readonly T[];
}
