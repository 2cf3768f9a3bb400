import { ipKeyGenerator } from "express-rate-limit";
import { createLRU } from "lru.min";

import type { Clock } from "../../domain/terms/clock";

/** Client addresses that are kept in mind; the one that was silent for longest is forgotten for the next. */
export const MAX_TRACKED_SOURCES = 10_000;

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
export class HeartbeatBudget {
  readonly #clock: Clock;
  /** By address: when its bucket will be full again, on the monotonic clock. */
  readonly #fullAtMs = createLRU<string, number>({ max: MAX_TRACKED_SOURCES });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Milliseconds until this address may send again, 0 when it may now.
   *
   * @param address - the socket's; IPv6 addresses share a bucket by /56, which is what one customer usually has.
   * @param rate - as the request finds it: a reload may change it.
   */
  waitMs(address: string | undefined, { heartbeats, windowMs }: HeartbeatRate): number {
    if (heartbeats === 0) return 0;
    const source = sourceOf(address);
    const fullAtMs = this.#fullAtMs.peek(source);
    if (fullAtMs === undefined) return 0;
    const waitMs = fullAtMs - this.#clock().monotonicMs - windowMs;
    if (waitMs <= 0) return 0;
    // An address that keeps knocking must outlast a silent one: to forget it would cancel its debt.
    this.#fullAtMs.set(source, fullAtMs);
    return waitMs;
  }

  /** Takes what a request carried out of its address' bucket. */
  charge(address: string | undefined, heartbeats: number, rate: HeartbeatRate): void {
    if (rate.heartbeats === 0 || heartbeats === 0) return;
    const source = sourceOf(address);
    const nowMs = this.#clock().monotonicMs;
    const fullAtMs = Math.max(nowMs, this.#fullAtMs.peek(source) ?? nowMs);
    this.#fullAtMs.set(source, fullAtMs + (heartbeats * rate.windowMs) / rate.heartbeats);
  }
}

function sourceOf(address: string | undefined): string {
  return ipKeyGenerator(address ?? "");
}
