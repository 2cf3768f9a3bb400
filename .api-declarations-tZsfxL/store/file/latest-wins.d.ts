/**
 * Writes values one at a time, in the order given, and skips those that are out of date before their turn comes. However
 * many changes arrive while one write is under way, one more write covers them all.
 */
export declare class LatestWins<T> {
    #private;
    /** @param write - is never called again before its last promise settled. */
    constructor(write: (value: T) => Promise<void>);
    /** Settles as the write of this value did, or that of a later value that overtook it. */
    run(value: T): Promise<void>;
    /** As {@link run}, but overtakes nothing: when a value waits already, it settles as that one does. */
    runUnlessWaiting(value: T): Promise<void>;
    /** Resolves when nothing runs and nothing waits, whatever became of the writes. */
    idle(): Promise<void>;
}
