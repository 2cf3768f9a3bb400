/**
 * The beginning of something whose end has not arrived. At most so many bytes: blanks beyond them are dropped, anything
 * else makes it too long, and then nothing is held.
 */
export declare class HeldBytes {
    #private;
    constructor(maxBytes: number);
    get isTooLong(): boolean;
    get isEmpty(): boolean;
    /** What is held, without a copy: good until the next change. */
    get bytes(): Uint8Array;
    /** Adds bytes. The first ones are not copied; the caller leaves them as they are. */
    append(bytes: Uint8Array): void;
    /** Forgets everything, and the memory too: what was held is long, or was never copied. */
    clear(): void;
}
