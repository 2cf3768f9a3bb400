import type { Listing } from "../terms/listing";
/** A listing that makes its entries whenever they are asked for, and keeps none. */
export declare abstract class LazyListing<T> implements Listing<T> {
    #private;
    abstract readonly length: number;
    /** @param index - from 0 to less than `length`. */
    protected abstract make(index: number): T;
    at(index: number): T | undefined;
    slice(start?: number, end?: number): readonly T[];
    [Symbol.iterator](): Generator<T, void>;
}
