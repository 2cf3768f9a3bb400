import { z } from "zod";
import type { ShardStats } from "../../domain/terms/shard-stats";
import { expectation } from "../fields/expectation";
import { f64FromZero, f64ToWire, u16, u64 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { presentFields } from "../fields/present-fields";
import { regionMapToWire, u64ByRegion } from "../fields/region-keys";
import { oneOf } from "../fields/text-schemas";

const shardStatsFields = {
  shard_id: u16("The shard. Unique only together with region_id."),
  region_id: u16("The region that this replica of the shard runs in."),
  entity_count: u64("Entities in the shard."),
  signal_throughput_eps: f64FromZero(
    "Events per second: exponential moving average (alpha = 0.1) of WAL events applied.",
  ),
  replication_lag: u64ByRegion("Sequence-number distance to each follower, by the follower's region id."),
  disk_bytes: u64("Bytes in the shard's WAL directory."),
  last_heartbeat_ns: u64("Nanoseconds since the Unix epoch on the shard's own clock."),
  role: optionalField(oneOf(["leader", "follower"], "Extension: the role that the replica claims.")),
  leader_seqno: optionalField(
    u64("Extension: sequence number of the head of the shard's WAL, written and not merely shipped."),
  ),
  replication_lag_ns: optionalField(
    u64ByRegion(
      "Extension: age in nanoseconds of the oldest event that each follower has not applied, by the follower's region id.",
    ),
  ),
  signals_total: optionalField(u64("Extension: signals applied since the shard exists. A counter.")),
};

/** One heartbeat. Unknown fields are ignored; null in an optional field means that it is absent, as in serde. */
export const shardStatsSchema: z.ZodType<ShardStats> = z
  .object(shardStatsFields, { error: expectation("an object") })
  .transform((wire): ShardStats => ({
    shardId: wire.shard_id,
    regionId: wire.region_id,
    entityCount: wire.entity_count,
    signalThroughputEps: wire.signal_throughput_eps,
    replicationLag: wire.replication_lag,
    diskBytes: wire.disk_bytes,
    lastHeartbeatNs: wire.last_heartbeat_ns,
    ...presentFields({
      role: wire.role,
      leaderSeqno: wire.leader_seqno,
      replicationLagNs: wire.replication_lag_ns,
      signalsTotal: wire.signals_total,
    }),
  }))
  .meta({ description: "A heartbeat: what one replica of a shard says about itself." });

/** A heartbeat as plain JSON. Absent extensions are left out. */
export function shardStatsToWire(stats: ShardStats): Record<string, unknown> {
  return {
    shard_id: stats.shardId,
    region_id: stats.regionId,
    entity_count: stats.entityCount,
    signal_throughput_eps: f64ToWire(stats.signalThroughputEps, "signal_throughput_eps"),
    replication_lag: regionMapToWire(stats.replicationLag, (seqnos) => seqnos),
    disk_bytes: stats.diskBytes,
    last_heartbeat_ns: stats.lastHeartbeatNs,
    ...presentFields({
      role: stats.role,
      leader_seqno: stats.leaderSeqno,
      replication_lag_ns: stats.replicationLagNs && regionMapToWire(stats.replicationLagNs, (ns) => ns),
      signals_total: stats.signalsTotal,
    }),
  };
}
