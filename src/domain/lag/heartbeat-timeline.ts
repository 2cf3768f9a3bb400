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
  /** Of slot `s` its time stamp is number `2 * s`, and behind it is a float: when it was sent, NaN before the first. */
  #stampsNs: U64Array;
  #sentMs: Float64Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.#stampsNs = new U64Array(2 * capacity);
    this.#sentMs = new Float64Array(this.#stampsNs.bigints.buffer);
  }

  resize(capacity: number): void {
    this.#stampsNs = this.#stampsNs.resized(2 * capacity);
    this.#sentMs = new Float64Array(this.#stampsNs.bigints.buffer);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#sentMs[2 * slot + 1] = NaN;
  }

  /**
   * @param arrivalMs - monotonic, ours.
   * @param stampsNs - number `i` is the heartbeat's own time stamp; later than the one before unless the shard's clock stepped
   *   back.
   * @returns when it was sent, in milliseconds on our monotonic clock; never earlier than the heartbeat before.
   */
  place(slot: number, arrivalMs: number, stampsNs: U64Array, i: number): number {
    const at = 2 * slot;
    const stepNs = stampsNs.difference(i, this.#stampsNs, at);
    const byShardClockMs = this.#sentMs[at + 1]! + stepNs / NS_PER_MS_F64;
    const leadsBefore = stepNs > 0 && byShardClockMs < arrivalMs;
    const sentMs = leadsBefore ? byShardClockMs + (arrivalMs - byShardClockMs) * DRIFT_CORRECTION : arrivalMs;
    this.#sentMs[at + 1] = sentMs;
    this.#stampsNs.copy(at, stampsNs, i);
    return sentMs;
  }
}
