/** Compresses a body chunk by chunk on another thread, at the caller's pace. */
export declare class GzipChunks {
    #private;
    constructor();
    /**
     * Compresses a chunk, whose bytes are not read any more afterwards. Returns what has come out so far, often nothing.
     *
     * @throws Error when zlib fails.
     */
    add(chunk: Uint8Array): Promise<readonly Buffer[]>;
    /**
     * Returns the rest.
     *
     * @throws Error when zlib fails.
     */
    end(): Promise<readonly Buffer[]>;
    /** Gives back the memory of a compression that is not brought to its end; does nothing after it. */
    destroy(): void;
}
