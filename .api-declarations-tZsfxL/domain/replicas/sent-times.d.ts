/**
 * When the heartbeats of each replica were sent, on our monotonic clock: what the sender's clock says, once its distance to ours
 * is known. That is the smallest distance seen between stamp and arrival: the heartbeat with it waited least. So a queue that
 * drains after a death does not look like life. A delay that stays the same is taken for the distance: then it is one, or nobody
 * could tell.
 */
export declare class SentTimes {
    #private;
    constructor(capacity: number);
    resize(capacity: number): void;
    /** Another replica is in the slot. */
    begin(slot: number): void;
    /** On our monotonic clock: when the last fresh heartbeat was sent, as far as can be told. NaN before the first. */
    sentMs(slot: number): number;
    /** On our monotonic clock: when it arrived. */
    arrivedMs(slot: number): number;
    /** Whether all that speaks for the delay of the last heartbeat is its stamp, by our wall clock. */
    isGuess(slot: number): boolean;
    /**
     * Takes in the first heartbeat of a replica.
     *
     * @param stampMs - on the sender's clock.
     * @param delayMs - how old it is by its stamp and our wall clock, 0 or more.
     */
    first(slot: number, arrivedMs: number, stampMs: number, delayMs: number): void;
    /**
     * Takes in a later heartbeat.
     *
     * @param isNext - whether its stamp goes on from the one before.
     * @returns the delay in milliseconds.
     */
    next(slot: number, arrivedMs: number, stampMs: number, isNext: boolean): number;
}
