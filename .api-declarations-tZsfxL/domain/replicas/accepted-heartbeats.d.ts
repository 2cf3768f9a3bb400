/** So many accepted heartbeats of each replica are remembered: five minutes of one every five seconds. */
export declare const REMEMBERED_HEARTBEATS = 64;
/**
 * Which heartbeats of each replica were accepted last, so that one that is delivered again is known for what it is. Keeps 16 bits
 * of each: one in a thousand others is taken for one of them, which costs a live replica that one heartbeat.
 */
export declare class AcceptedHeartbeats {
    #private;
    constructor(capacity: number);
    resize(capacity: number): void;
    /** Another replica is in the slot. */
    begin(slot: number): void;
    /** @param content - of 16 bits, not 0. */
    add(slot: number, content: number): void;
    has(slot: number, content: number): boolean;
}
