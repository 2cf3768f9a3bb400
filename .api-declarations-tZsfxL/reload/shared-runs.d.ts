/**
 * Runs a piece of work for all who ask for it: one run at a time, and whoever asks while one is under way shares the next,
 * which begins after all of them, so that each gets a run that saw what was there when he asked.
 */
export declare class SharedRuns<T> {
    #private;
    constructor(work: () => Promise<T>);
    /** Settles as the run does that begins from now on. */
    run(): Promise<T>;
}
