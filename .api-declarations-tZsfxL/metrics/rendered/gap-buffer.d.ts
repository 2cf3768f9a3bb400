/**
 * Memory in which a text gets new values from its beginning to its end: what is not done with yet lies behind a gap, what is
 * done with in front of it. Used again and again.
 */
export declare class GapBuffer {
    #private;
    /** Bytes of the new text so far. */
    get length(): number;
    /** The new text so far. Valid until the next {@link GapBuffer.open}. */
    get text(): Uint8Array;
    /** Starts with an old text that gets so many new values at the most. */
    open(oldText: Uint8Array, newValues: number): void;
    /** Takes over the old text up to its byte `end`. */
    keepUntil(end: number): void;
    /** Puts a value in place of the old text up to its byte `end`. */
    replaceUntil(end: number, value: number): void;
}
