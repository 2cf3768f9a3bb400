import { NS_PER_MS, nsToSeconds } from "./clock";

/** How a heartbeat stands to the ones before it. */
export type Freshness = "fresh" | "stale";

/** The moment a heartbeat arrived, on the clocks that count. */
export interface Arrival {
  /** Milliseconds that this process has lived: monotonic, without its own stalls. */
  readonly livedMs: number;
  /** Nanoseconds since the epoch, our clock. */
  readonly wallNs: bigint;
}

/**
 * When a replica was last heard, by our clock. The time stamps of its heartbeats only put them in order: a shard whose clock is
 * wrong by an hour is as alive as any other.
 */
export class Liveness {
  #arrival: Arrival;
  /** How old the heartbeat was when it arrived; more than 0 only for the very first. */
  #ageAtArrivalMs: number;
  #newestNs: bigint;
  /** A time stamp that went back. If the next one follows it, the shard's clock was stepped back and this is its new time. */
  #steppedBackNs: bigint | undefined;

  /** The first heartbeat ever is as old as its own time stamp says; one from the future is new. */
  constructor(firstHeartbeatNs: bigint, arrival: Arrival) {
    const ageNs = arrival.wallNs - firstHeartbeatNs;
    this.#arrival = arrival;
    this.#ageAtArrivalMs = ageNs > 0n ? Number(ageNs) / Number(NS_PER_MS) : 0;
    this.#newestNs = firstHeartbeatNs;
  }

  /**
   * Judges a later heartbeat. Fresh: later than the newest accepted one, or the second in a row to advance on a time line
   * further back. Stale: a duplicate, a replay, out of order, or the first after a step back; it changes nothing else.
   */
  arrive(heartbeatNs: bigint, arrival: Arrival): Freshness {
    // A duplicate of the newest one is no time line: after an older replay it would look like a clock that stepped back.
    if (heartbeatNs === this.#newestNs) return "stale";
    const isNewer = heartbeatNs > this.#newestNs;
    const confirmsStepBack = this.#steppedBackNs !== undefined && heartbeatNs > this.#steppedBackNs;
    if (!isNewer && !confirmsStepBack) {
      this.#steppedBackNs = heartbeatNs;
      return "stale";
    }
    this.#arrival = arrival;
    this.#ageAtArrivalMs = 0;
    this.#newestNs = heartbeatNs;
    this.#steppedBackNs = undefined;
    return "fresh";
  }

  /** Milliseconds of silence: the time we lived since the last fresh heartbeat. */
  silenceMs(livedMs: number): number {
    return this.#ageAtArrivalMs + (livedMs - this.#arrival.livedMs);
  }

  /** Nanoseconds since the epoch, our clock. */
  get lastArrivalNs(): bigint {
    return this.#arrival.wallNs;
  }

  /** The shard's clock less ours when its last fresh heartbeat arrived, in seconds, signed and never clamped. */
  get clockSkewSeconds(): number {
    return nsToSeconds(this.#newestNs - this.#arrival.wallNs);
  }
}
