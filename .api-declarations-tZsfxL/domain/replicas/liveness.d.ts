import { U64Array } from "../columns/u64-words";
import type { Instant } from "../terms/clock";
import type { LongGap } from "./long-gaps";
import type { SignOfLife } from "./sign-of-life";
/** How a heartbeat stands to the ones before it. */
export type Freshness = "fresh" | "stale";
/** How much of a heartbeat's age may be believed, in milliseconds. */
export interface BelievedAges {
    /** Of what its stamp says by our wall clock alone, because nothing is known yet of the sender's. */
    readonly guessMs: number;
    /** Of what its stamp says by the distance of the sender's clock to ours. */
    readonly knownMs: number;
}
/** All that is shown, by slot. */
interface LivenessColumns {
    /** Lived time at which the last fresh heartbeat arrived; of a replica not heard yet, when its first became due. */
    readonly sinceMs: Float64Array<ArrayBuffer>;
    /** How much older than that the silence is: the heartbeat had waited. */
    readonly olderMs: Float64Array<ArrayBuffer>;
    readonly isHeard: Uint8Array<ArrayBuffer>;
    readonly arrivalNs: U64Array;
    readonly newestNs: U64Array;
}
/**
 * When each replica was last heard, by our clock. The time stamps of its heartbeats put them in order and say how long each had
 * waited; what they are does not matter: a shard whose clock is wrong by an hour is as alive as any other.
 */
export declare class Liveness {
    #private;
    /**
     * @param from - what is shown to begin with; nothing without.
     * @param judged - how many slots will take in heartbeats.
     */
    constructor(capacity: number, from?: LivenessColumns, judged?: number);
    resize(capacity: number): void;
    /** What is shown of the first `length` slots as it is now. It takes in no heartbeats. */
    copy(length: number): Liveness;
    /** A replica is in the slot that has not been heard; its first heartbeat is due from `livedMs` on. */
    expect(slot: number, livedMs: number): void;
    /**
     * Judges a heartbeat: a stale one changes nothing that is shown. The first ever is fresh, and as old as it says; one from the
     * future is new. See {@link HeartbeatOrder} for later ones and {@link SentTimes} for how old they are.
     *
     * @param livedMs - when it arrived: milliseconds that this process has lived, without its own stalls.
     * @param instant - the same on both clocks.
     */
    arrive(slot: number, sign: SignOfLife, livedMs: number, instant: Instant, ages: BelievedAges): Freshness;
    isHeard(slot: number): boolean;
    /**
     * Milliseconds of silence: the time we lived since the last fresh heartbeat was sent, or since the first one became due. None
     * since one that came after the moment that is judged by.
     */
    silenceMs(slot: number, livedMs: number): number;
    /** On the monotonic clock: when the last fresh heartbeat was sent, as far as can be told. Undefined before the first. */
    lastSentMs(slot: number): number | undefined;
    /** The same while the distance of the sender's clock to ours is known, not only guessed. */
    knownSentMs(slot: number): number | undefined;
    /**
     * Everything that waited during a gap has come in. Makes what the gap tells silence: of those that were not heard since, and of
     * those whose last heartbeat was sent before its end.
     *
     * @param reachMs - as {@link LongGap.silenceMsAfter}.
     * @param guessMs - as in {@link BelievedAges}.
     */
    settle(gap: LongGap, slotCount: number, reachMs: number, guessMs: number): void;
    /** Notes that a replica that was Offline was heard again. */
    noteReturn(slot: number, livedMs: number): void;
    /** How often the replica was Offline and came back in the last `withinMs`; of more than eight times, eight. */
    returnsWithin(slot: number, livedMs: number, withinMs: number): number;
    /** How often the replica's process started anew in the last `withinMs`, as its `boot_id` tells; of more than eight, eight. */
    restartsWithin(slot: number, livedMs: number, withinMs: number): number;
    /** Whether anything happened lately that can make a replica unstable: most of the time nothing did, to any of very many. */
    mayAnyBeUnstable(livedMs: number): boolean;
    /**
     * Lived milliseconds: since when the replica goes in and out of silence, or starts anew, again and again: the third of such
     * events, counted from the last, when all are recent enough. Undefined for a replica that does not.
     */
    unstableSinceMs(slot: number, livedMs: number): number | undefined;
    /** Whether two processes take turns in speaking for the replica, as their `boot_id`s tell. */
    isContested(slot: number, livedMs: number): boolean;
    /** Nanoseconds since the epoch, our clock: when the last fresh heartbeat arrived. Undefined before the first. */
    lastArrivalNs(slot: number): bigint | undefined;
    /** The same in seconds. */
    lastArrivalSeconds(slot: number): number | undefined;
    /** Whether the last fresh heartbeat of a slot arrived later than another slot's. Both have been heard. */
    arrivedLater(slot: number, other: number): boolean;
    /**
     * The shard's clock less ours when its last fresh heartbeat arrived, in seconds, signed and never clamped. Undefined before
     * the first.
     */
    clockSkewSeconds(slot: number): number | undefined;
}
export {};
