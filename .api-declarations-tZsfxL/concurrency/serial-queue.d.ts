/**
 * Runs pieces of work one at a time, in the order in which they were asked for. One that fails holds up nothing: the next
 * begins all the same.
 */
export declare class SerialQueue {
    #private;
    /** Settles as the work does, once its turn has come. */
    run<T>(work: () => Promise<T>): Promise<T>;
    /** Resolves when nothing runs and nothing waits, whatever became of the work. */
    idle(): Promise<void>;
}
