import type { Clock } from "../../domain/terms/clock";
/** Client addresses that are kept in mind; the one that was silent for longest is forgotten for the next. */
export declare const MAX_TRACKED_SOURCES = 10000;
/** Heartbeats per client address and window; `heartbeats: 0` means no limit. */
export interface HeartbeatRate {
    readonly heartbeats: number;
    readonly windowMs: number;
}
/**
 * A bucket of heartbeats for each client address, refilled evenly, that holds one window's worth.
 *
 * How many heartbeats a request carries is known only when it has been read. So a request is let in as long as its
 * address owes nothing, and is charged afterwards: a batch is never torn apart, who sent too much waits until it is paid
 * for, and a flood is refused unread.
 *
 * express-rate-limit, which limits requests, cannot do this: it counts by one, before a request is read, and its windows
 * begin anew, so that a batch of ten windows' worth would cost one.
 */
export declare class HeartbeatBudget {
    #private;
    /** @param rate - asked on every call, so that it can follow a reloaded configuration. */
    constructor(rate: () => HeartbeatRate, clock: Clock);
    /**
     * Milliseconds until this address may send again, 0 when it may now.
     *
     * @param address - the socket's; IPv6 addresses share a bucket by /56, which is what one customer usually has.
     */
    waitMs(address: string | undefined): number;
    /** Takes what a request carried out of its address' bucket. */
    charge(address: string | undefined, heartbeats: number): void;
}
