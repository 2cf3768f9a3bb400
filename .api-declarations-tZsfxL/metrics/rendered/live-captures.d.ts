/**
 * Which moments are still being read. Moments are numbered; bytes know the moment after which they were made, and whether
 * somebody may still read them is one comparison: see {@link LiveCaptures.mayRead}.
 */
export declare class LiveCaptures {
    #private;
    /** The number of the last capture that was taken; 0 before the first. What is made now is in none up to it. */
    get latest(): number;
    /** How many captures are being read. */
    get liveCount(): number;
    /**
     * Whether a live capture may hold bytes that were made when `latest` was `madeAfter`. Says yes too often, but never no too
     * often: the newest live capture is asked, and whoever holds the bytes is not older than they are.
     */
    mayRead(madeAfter: number): boolean;
    /** Begins a capture and returns its number. */
    take(): number;
    /** Ends a capture; a second time changes nothing. */
    release(capture: number): void;
}
