/** How much a {@link FairQueue} takes. */
export interface FairQueueLimits {
    /** Jobs that run at the same time. */
    readonly running: number;
    /** Jobs of one source that wait. */
    readonly waitingPerSource: number;
    /** Sources that have jobs waiting. */
    readonly sources: number;
}
/**
 * Runs few jobs at a time, and takes those that wait in turn by source: who floods the queue waits behind himself, and
 * everybody else behind one job of his at most.
 */
export declare class FairQueue {
    #private;
    constructor(limits: FairQueueLimits);
    /**
     * Runs a job when it is its turn.
     *
     * @returns what the job returns; or undefined, when too much of this source, or too many sources, wait already.
     */
    run<T>(source: string, job: () => Promise<T>): Promise<T> | undefined;
}
