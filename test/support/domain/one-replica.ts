import { HeartbeatDraft } from "../../../src/domain/columns/heartbeat-draft";
import type { ReplicaState, ReplicaSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import type { FollowerRows } from "../../../src/domain/columns/follower-rows";
import { RecordedReplicas } from "../../../src/domain/views/recorded-replicas";
import { RegionNames } from "../../../src/domain/regions/region-names";
import { replicaState } from "../../../src/domain/terms/replica-health";
import type { HealthThresholds } from "../../../src/domain/terms/replica-health";
import { ReplicaTable } from "../../../src/domain/replicas/replica-table";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import { NO_WATCHER } from "./replica-columns";

/** How far a follower trails, as of one heartbeat, to the last digit. */
export interface LagReading {
  readonly followerId: number;
  readonly lagSeqnos: bigint | undefined;
  readonly lagSeconds: number;
}

/** The lags that the rows of a slot hold. */
export function lagReadings(followers: FollowerRows, slot: number): readonly LagReading[] {
  return Array.from({ length: followers.counts[slot] ?? 0 }, (_, place) => {
    const row = (followers.starts[slot] ?? 0) + place;
    return {
      followerId: followers.followerIds[row] ?? NaN,
      lagSeqnos: followers.hasLag[row] === 1 ? followers.lags.bigints[row] : undefined,
      lagSeconds: followers.lagSeconds[row] ?? NaN,
    };
  });
}

/** A table with a single replica in it, expected since a moment. */
export class OneReplica {
  readonly table = new ReplicaTable(NO_WATCHER);
  readonly slot: number;

  constructor(id: { shardId: number; regionId: number }, expectedSinceMs: number) {
    this.slot = this.table.add(id, expectedSinceMs);
  }

  record(
    stats: ShardStats,
    { livedMs, wallNs }: { livedMs: number; wallNs: bigint },
    thresholds: HealthThresholds,
  ): "accepted" | "stale" {
    const instant = { monotonicMs: livedMs, wallNs };
    return this.table.record(this.slot, new HeartbeatDraft().load(stats), livedMs, instant, thresholds);
  }

  state(livedMs: number, thresholds: HealthThresholds): ReplicaState {
    return replicaState(this.table.updateState(this.slot, livedMs, thresholds));
  }

  silenceMs(livedMs: number): number {
    return this.table.liveness.silenceMs(this.slot, livedMs);
  }

  get followerLags(): readonly LagReading[] {
    return lagReadings(this.table.followers, this.slot);
  }

  /** As a snapshot would show it. */
  get shown(): ReplicaSnapshot | undefined {
    return new RecordedReplicas(this.table, this.table.slots.ordered, new RegionNames()).at(0);
  }
}
