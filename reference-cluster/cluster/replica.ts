import { NS_PER_MS } from "#exporter/domain/terms/units";
import type { ReplicaId } from "#exporter/domain/terms/ids";
import type { DivergentWrites } from "../reconciliation/divergent-writes";
import type { Reconciler } from "../reconciliation/reconciler";
import type { ReplicaStore } from "../storage/replica-store";
import type { FollowerDuty } from "./follower-duty";
import type { LeaderDuty } from "./leader-duty";

/** A running replica: what it has on disk, and what it does at this moment. */
export interface Replica {
  readonly id: ReplicaId;
  readonly store: ReplicaStore;
  /** What it has outside its shard's WAL, and what brings that to its peers. */
  readonly divergent: DivergentWrites;
  readonly reconciler: Reconciler;
  /** Another at each start of the replica. */
  readonly bootId: bigint;
  /** The number of its last heartbeat since it started, from 1 on; 0 before the first. */
  heartbeatSeq: bigint;
  duty: LeaderDuty | FollowerDuty;
}

/** What a clock shows that is ahead of `wallNs` by the sum of the offsets, never before the epoch. */
export function offsetClockNs(wallNs: bigint, offsetsMs: readonly number[]): bigint {
  const offsetMs = offsetsMs.reduce((sum, offset) => sum + offset, 0);
  const shown = wallNs + BigInt(Math.round(offsetMs)) * NS_PER_MS;
  return shown < 0n ? 0n : shown;
}
