import { NS_PER_MS, NS_PER_SECOND } from "./clock";
import type { ReplicaState } from "./cluster-snapshot";
import type { ReplicaId } from "./ids";
import { Liveness } from "./liveness";
import type { Arrival } from "./liveness";
import { ReplicationLag } from "./replication-lag";
import type { LagReading } from "./replication-lag";
import type { ShardStats } from "./shard-stats";

/** Where Offline and Degraded begin; exactly at the threshold is not over it. */
export interface HealthThresholds {
  readonly offlineAfterMs: number;
  readonly degradedLagMs: number;
}

const NO_READINGS: readonly LagReading[] = [];
const NS_IN_SECOND = Number(NS_PER_SECOND);
const NS_IN_MS = Number(NS_PER_MS);

/** What is known of one replica: (shard, region). */
export class Replica {
  readonly #lag = new ReplicationLag();
  #liveness: Liveness | undefined;
  #stats: ShardStats | undefined;
  #readings = NO_READINGS;
  /** The state as last found out. */
  shownState: ReplicaState = "Pending";

  /** @param expectedSinceMs - lived time at which the first heartbeat became due. */
  constructor(
    readonly id: ReplicaId,
    readonly expectedSinceMs: number,
  ) {}

  /** Takes in a valid heartbeat of this replica. A stale one changes nothing. */
  record(stats: ShardStats, arrival: Arrival, monotonicMs: number): "accepted" | "stale" {
    if (!this.#liveness) {
      this.#liveness = new Liveness(stats.lastHeartbeatNs, arrival);
    } else if (this.#liveness.arrive(stats.lastHeartbeatNs, arrival) === "stale") {
      return "stale";
    }
    this.#stats = stats;
    this.#readings = this.#lag.update(stats, monotonicMs);
    return "accepted";
  }

  /** The last accepted heartbeat; undefined before the first. */
  get stats(): ShardStats | undefined {
    return this.#stats;
  }

  /** Undefined before the first heartbeat. */
  get liveness(): Liveness | undefined {
    return this.#liveness;
  }

  /** Each follower's lag as of the last accepted heartbeat, by follower id. Old news once the replica is Offline. */
  get followerLags(): readonly LagReading[] {
    return this.#readings;
  }

  /** Milliseconds since the last fresh heartbeat, or since one became due when there was none. */
  silenceMs(livedMs: number): number {
    return this.#liveness?.silenceMs(livedMs) ?? livedMs - this.expectedSinceMs;
  }

  state(livedMs: number, thresholds: HealthThresholds): ReplicaState {
    if (this.silenceMs(livedMs) > thresholds.offlineAfterMs) return "Offline";
    if (!this.#liveness) return "Pending";
    return this.#readings.some((reading) => isLagging(reading, thresholds)) ? "Degraded" : "Healthy";
  }
}

/** Whether a follower trails by more than the threshold. In whole nanoseconds: 1.132 s * 1000 is more than 1132 in doubles. */
export function isLagging({ lagSeconds }: LagReading, { degradedLagMs }: HealthThresholds): boolean {
  return Math.round(lagSeconds * NS_IN_SECOND) > Math.round(degradedLagMs * NS_IN_MS);
}
