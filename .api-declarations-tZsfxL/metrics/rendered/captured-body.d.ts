/** What a body is put together from: pieces that nobody changes until it is released. */
export interface BodyParts {
    readonly pieces: readonly Uint8Array[];
    /** How many bytes of each piece belong to the body. */
    readonly lengths: readonly number[];
}
/**
 * The body of an answer in chunks of equal size. A chunk is valid until the next but one is asked for: two pieces of memory take
 * turns, so that one is filled while the other is being sent. However the taking ends, behind the last chunk or before it, the end is told once; until then what it is made from is held.
 */
export declare class CapturedBody implements IterableIterator<Uint8Array, undefined> {
    #private;
    readonly byteLength: number;
    /** @param onEnd - told whether all chunks have been taken. */
    constructor({ pieces, lengths }: BodyParts, onEnd: (isWhole: boolean) => void, chunkBytes?: number);
    [Symbol.iterator](): this;
    next(): IteratorResult<Uint8Array, undefined>;
    /** Ends it before its time, also when nothing has been taken yet. */
    return(): IteratorReturnResult<undefined>;
}
