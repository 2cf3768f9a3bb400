import type { SignOfLife } from "./sign-of-life";
/** How a heartbeat with numbers stands to what was heard of its sender. */
export type Standing = "later" | "same" | "earlier" | "stranger";
/**
 * Which start of its process speaks for each replica, as far as heartbeats have a `boot_id`: another one is a restart, two that
 * take turns are two processes with one name.
 */
export declare class Boots {
    #private;
    constructor(capacity: number);
    resize(capacity: number): void;
    /** Another replica is in the slot. */
    begin(slot: number): void;
    /** Whether a heartbeat can be put in order by its numbers alone. */
    canOrder(slot: number, { hasBoot, hasSeq }: SignOfLife): boolean;
    isCurrent(slot: number, { u64s, bootAt }: SignOfLife): boolean;
    /** Whether a heartbeat names another start than the last accepted one. */
    isAnother(slot: number, sign: SignOfLife): boolean;
    /** How a heartbeat that can be put in order stands to the highest number of its own sender. */
    standing(slot: number, sign: SignOfLife): Standing;
    /**
     * Notes who sends a heartbeat that is no replay, accepted or not. Returns whether it is a sender that is neither the current
     * nor the other one.
     */
    hear(slot: number, sign: SignOfLife, livedMs: number): boolean;
    /** Takes in an accepted heartbeat that was heard. */
    accept(slot: number, sign: SignOfLife, livedMs: number): void;
    /** How often the replica started anew in the last `withinMs`; of more than eight times, eight. */
    restartsWithin(slot: number, livedMs: number, withinMs: number): number;
    /** Lived milliseconds: when any replica last started anew or had two processes take turns. */
    get latestMs(): number;
    /** Lived milliseconds: when the last but `others` of its starts was, undefined when there were fewer. */
    restartMs(slot: number, others: number): number | undefined;
    /** Whether two processes take turns in speaking for the replica. */
    isContested(slot: number, livedMs: number): boolean;
    /** Lived milliseconds: when they took the last turn. */
    turnedAtMs(slot: number): number;
}
