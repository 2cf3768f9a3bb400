import { isU16, isU64, U16_EXPECTED, U64_EXPECTED } from "./ids";
import type { RegionId, ShardId } from "./ids";
import type { FieldProblem } from "./field-problem";

/** What a replica says it is. Optional in a heartbeat: without it nothing is concluded about leadership. */
export type ReplicaRole = "leader" | "follower";

/** One heartbeat: what a replica of a shard says about itself. tidalDB's `ShardStats`, with the optional extensions. */
export interface ShardStats {
  readonly shardId: ShardId;
  readonly regionId: RegionId;
  /** Entities in the shard, u64. */
  readonly entityCount: bigint;
  /** Events per second: exponential moving average (alpha = 0.1) of WAL events applied, f64. */
  readonly signalThroughputEps: number;
  /** Sequence-number distance to each follower, u64. A distance, not a time. */
  readonly replicationLag: ReadonlyMap<RegionId, bigint>;
  /** Bytes in the shard's WAL directory, u64. */
  readonly diskBytes: bigint;
  /** Nanoseconds since the epoch on the shard's own clock, u64. */
  readonly lastHeartbeatNs: bigint;
  /** Extension: the role that the replica claims. */
  readonly role?: ReplicaRole;
  /** Extension: head of the shard's WAL, written and not merely shipped, u64. */
  readonly leaderSeqno?: bigint;
  /** Extension: age in nanoseconds of the oldest event that each follower has not applied, u64. */
  readonly replicationLagNs?: ReadonlyMap<RegionId, bigint>;
  /** Extension: signals ever applied, u64, a counter. */
  readonly signalsTotal?: bigint;
}

function problem(field: string, expected: string, value: unknown): FieldProblem {
  return { field, message: `${field}: expected ${expected}, got ${String(value)}` };
}

/** Only callers without a type checker hand in a `number`; "expected a whole number, got 5" would tell them nothing. */
function u64Problem(field: string, value: unknown): FieldProblem {
  const expected = typeof value === "number" ? `${U64_EXPECTED}, as a bigint (5n)` : U64_EXPECTED;
  return problem(field, expected, typeof value === "number" ? `the number ${value}` : value);
}

function mapProblem(field: string, map: ReadonlyMap<RegionId, bigint>): FieldProblem | undefined {
  for (const [regionId, value] of map) {
    if (!isU16(regionId)) return problem(field, `region ids as keys, each ${U16_EXPECTED}`, regionId);
    if (!isU64(value)) return u64Problem(`${field}.${regionId}`, value);
  }
  return undefined;
}

/**
 * The first field of a heartbeat that its Rust type could not hold, or undefined. Types alone do not keep out NaN,
 * negative counts and ids past 16 bits, and an embedding application hands its values in without passing the wire.
 */
export function shardStatsProblem(stats: ShardStats): FieldProblem | undefined {
  if (!isU16(stats.shardId)) return problem("shard_id", U16_EXPECTED, stats.shardId);
  if (!isU16(stats.regionId)) return problem("region_id", U16_EXPECTED, stats.regionId);
  if (!isU64(stats.entityCount)) return u64Problem("entity_count", stats.entityCount);
  if (!Number.isFinite(stats.signalThroughputEps) || stats.signalThroughputEps < 0) {
    return problem("signal_throughput_eps", "a finite number, 0 or more", stats.signalThroughputEps);
  }
  if (!isU64(stats.diskBytes)) return u64Problem("disk_bytes", stats.diskBytes);
  if (!isU64(stats.lastHeartbeatNs)) return u64Problem("last_heartbeat_ns", stats.lastHeartbeatNs);
  if (stats.leaderSeqno !== undefined && !isU64(stats.leaderSeqno)) {
    return u64Problem("leader_seqno", stats.leaderSeqno);
  }
  if (stats.signalsTotal !== undefined && !isU64(stats.signalsTotal)) {
    return u64Problem("signals_total", stats.signalsTotal);
  }
  return (
    mapProblem("replication_lag", stats.replicationLag) ??
    (stats.replicationLagNs && mapProblem("replication_lag_ns", stats.replicationLagNs))
  );
}
