import type { Clock } from "../domain/terms/clock";
/** Adds up the time that pieces of work take, without what passes between them. */
export declare class Stopwatch {
    #private;
    constructor(clock: Clock);
    /** Seconds of work so far. */
    get seconds(): number;
    /** Does a piece of work, which may throw. */
    time<T>(work: () => T): T;
}
