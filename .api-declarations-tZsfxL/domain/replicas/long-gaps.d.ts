/** One time for which the event loop did not run, on the monotonic clock, and what the heartbeats that waited tell about it. */
export declare class LongGap {
    #private;
    readonly fromMs: number;
    readonly toMs: number;
    /** Lived time when it began: whatever arrived after it has a later one. */
    readonly livedMs: number;
    /** So much of it is no lived time. */
    readonly notLivedMs: number;
    constructor(fromMs: number, toMs: number, 
    /** Lived time when it began: whatever arrived after it has a later one. */
    livedMs: number, 
    /** So much of it is no lived time. */
    notLivedMs: number);
    /** A heartbeat that waited was sent then: others of that time would have waited as well. */
    tell(sentMs: number): void;
    /**
     * Milliseconds of the gap, after a moment, that count as silence of whoever was not heard: all of a gap that was lived; else
     * what was told about.
     *
     * @param reachMs - so long after a heartbeat nobody needs to have sent another one: a heartbeat's interval.
     */
    silenceMsAfter(sentMs: number, reachMs: number): number;
}
/** The long gaps of the event loop after which heartbeats that waited in the sockets may still be coming in. */
export declare class LongGaps {
    #private;
    /** Whether there are any: until they are settled, the age of a heartbeat that waited is no silence. */
    get isPending(): boolean;
    note(gap: LongGap): void;
    tell(sentMs: number): void;
    /** Takes out the gaps that ended `afterMs` before a moment or earlier: everything that waited has come in. */
    settled(monotonicMs: number, afterMs: number): readonly LongGap[];
}
