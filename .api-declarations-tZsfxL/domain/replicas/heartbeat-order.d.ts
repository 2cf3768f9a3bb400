import { Boots } from "./boots";
import type { SignOfLife } from "./sign-of-life";
/**
 * What a heartbeat is: "old" news (a duplicate, a replay, late, or the first of a time line that is not believed yet), the "next"
 * on its time line, or news whose time stamp says nothing about the ones before: the sender's clock stepped or stands still, or
 * the sender started anew.
 */
export type Place = "old" | "next" | "newLine";
/**
 * Puts the heartbeats of each replica in order: by the numbers of their senders where they have some, else by their time stamps.
 * What was accepted before is known for some minutes, and is never news again.
 */
export declare class HeartbeatOrder {
    #private;
    readonly boots: Boots;
    constructor(capacity: number);
    resize(capacity: number): void;
    /** Another replica is in the slot. */
    begin(slot: number): void;
    /** Takes in the first heartbeat of a replica. */
    first(slot: number, sign: SignOfLife, livedMs: number): void;
    /** Judges a heartbeat of a replica that was heard before, and takes it in unless it is old news. */
    place(slot: number, sign: SignOfLife, monotonicMs: number, livedMs: number): Place;
}
