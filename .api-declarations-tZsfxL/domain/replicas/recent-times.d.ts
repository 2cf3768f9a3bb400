/** So many times are kept for each slot. */
export declare const KEPT_TIMES = 8;
/** When something last happened to each replica, to the second: enough to see that it happens again and again. */
export declare class RecentTimes {
    #private;
    /** Lived milliseconds: when it last happened to anybody. */
    latestMs: number;
    constructor(capacity: number);
    resize(capacity: number): void;
    /** Another replica is in the slot. */
    begin(slot: number): void;
    add(slot: number, livedMs: number): void;
    /** How often it happened in the last `withinMs` before `livedMs`; of more than {@link KEPT_TIMES}, that many. */
    countWithin(slot: number, livedMs: number, withinMs: number): number;
    /**
     * Lived milliseconds, to the second: when the last but `others` of them happened; undefined when it did not happen that often.
     *
     * @param others - from 0 to less than {@link KEPT_TIMES}.
     */
    lastButMs(slot: number, others: number): number | undefined;
}
