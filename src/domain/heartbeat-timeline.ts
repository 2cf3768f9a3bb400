import { NS_PER_MS } from "./clock";

/** Part of the distance to the arrival time that every heartbeat closes, so that a slow clock's drift cannot pile up. */
const DRIFT_CORRECTION = 1 / 64;

/**
 * When each heartbeat of a replica was sent, on our monotonic clock.
 *
 * Arrival times alone are wrong when heartbeats wait (in a socket while this process stood still, in a slow network) and then
 * arrive together; the shard's clock alone is wrong when it is stepped. So the distance between two heartbeats is the shard's
 * own, as long as it does not lead past the moment of arrival: nothing arrives before it was sent.
 */
export class HeartbeatTimeline {
  #sentMs: number | undefined;
  #shardClockNs = 0n;

  /**
   * @param arrivalMs - monotonic, ours.
   * @param shardClockNs - the heartbeat's own time stamp; later than the one before unless the shard's clock stepped back.
   * @returns when it was sent, in milliseconds on our monotonic clock; never earlier than the heartbeat before.
   */
  place(arrivalMs: number, shardClockNs: bigint): number {
    const stepNs = shardClockNs - this.#shardClockNs;
    let sentMs = arrivalMs;
    if (this.#sentMs !== undefined && stepNs > 0n) {
      const byShardClockMs = this.#sentMs + Number(stepNs) / Number(NS_PER_MS);
      if (byShardClockMs < arrivalMs)
        sentMs = byShardClockMs + (arrivalMs - byShardClockMs) * DRIFT_CORRECTION;
    }
    this.#sentMs = sentMs;
    this.#shardClockNs = shardClockNs;
    return sentMs;
  }
}
