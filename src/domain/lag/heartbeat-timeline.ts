import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";
import { NS_PER_MS_F64 } from "../terms/units";

/** Part of the distance to the arrival time that every heartbeat closes, so that a slow clock's drift cannot pile up. */
const DRIFT_CORRECTION = 1 / 64;

/**
 * When the heartbeats of each replica were sent, on our monotonic clock.
 *
 * Arrival times alone are wrong when heartbeats wait (in a socket while this process stood still, in a slow network) and then
 * arrive together; the shard's clock alone is wrong when it is stepped. So the distance between two heartbeats is the shard's
 * own, as long as it does not lead past the moment of arrival: nothing arrives before it was sent.
 */
export class HeartbeatTimeline {
  /** By slot: when the last heartbeat was sent, NaN before the first. */
  #sentMs: Float64Array<ArrayBuffer>;
  #shardClockNs: U64Array;

  constructor(capacity: number) {
    this.#sentMs = new Float64Array(capacity);
    this.#shardClockNs = new U64Array(capacity);
  }

  resize(capacity: number): void {
    this.#sentMs = resized(this.#sentMs, capacity);
    this.#shardClockNs = this.#shardClockNs.resized(capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#sentMs[slot] = NaN;
  }

  /**
   * @param arrivalMs - monotonic, ours.
   * @param stampsNs - number `i` is the heartbeat's own time stamp; later than the one before unless the shard's clock stepped
   *   back.
   * @returns when it was sent, in milliseconds on our monotonic clock; never earlier than the heartbeat before.
   */
  place(slot: number, arrivalMs: number, stampsNs: U64Array, i: number): number {
    const stepNs = stampsNs.difference(i, this.#shardClockNs, slot);
    const byShardClockMs = this.#sentMs[slot]! + stepNs / NS_PER_MS_F64;
    const leadsBefore = stepNs > 0 && byShardClockMs < arrivalMs;
    const sentMs = leadsBefore ? byShardClockMs + (arrivalMs - byShardClockMs) * DRIFT_CORRECTION : arrivalMs;
    this.#sentMs[slot] = sentMs;
    this.#shardClockNs.copy(slot, stampsNs, i);
    return sentMs;
  }
}
