/** A body to be compressed. */
export interface CompressibleBody {
    readonly chunks: Iterable<Uint8Array>;
}
/** A compressed body; everybody who asked for it sends the same bytes. */
export interface CompressedBody {
    readonly chunks: readonly Buffer[];
    readonly byteLength: number;
}
/**
 * Compresses what several ask for at about the same time once for all of them, as a database commits several transactions with
 * one write to its disk.
 *
 * Of the same thing at most one is made and compressed at a time. Whoever asks meanwhile waits for the next, which is begun when
 * that one is done: so it is made after he asked, and for all who wait. It is held as long as one of them has not sent it.
 * One that was large the last time is begun a few milliseconds late, so that whoever asks at the same moment gets along.
 */
export declare class SingleFlightCompression {
    #private;
    /** @param pause - resolves when so much time is over. */
    constructor(pause?: (milliseconds: number) => Promise<unknown>);
    /**
     * The compressed body of something.
     *
     * @param key - the same for those who want the same.
     * @param make - called once for all who share it, after the last of them has asked.
     * @throws whatever making or compressing it throws, to each of them.
     */
    of(key: string, make: () => Promise<CompressibleBody>): Promise<CompressedBody>;
}
