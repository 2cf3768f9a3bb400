import fc from "fast-check";
import type { ClusterHealth, Reason, RegionDetails } from "../../../src/domain/terms/cluster-health";
import { INCIDENT_CAUSES } from "../../../src/domain/terms/incident";
import type { Incident } from "../../../src/domain/terms/incident";
import { U16_MAX, U64_MAX } from "../../../src/domain/terms/ids";
import { anyText } from "../any-text";
import type { MaintenanceWindow } from "../../../src/domain/terms/maintenance-window";
import type { RegionId } from "../../../src/domain/terms/ids";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import type { TenantConfig } from "../../../src/domain/terms/tenant";

const TWO_53 = 1n << 53n;

/** Any u16, the ends often. */
export const anyU16 = fc.oneof(fc.constantFrom(0, 1, U16_MAX), fc.integer({ min: 0, max: U16_MAX }));

/** Any u64, and often the values where a double loses the last bit. */
export const anyU64 = fc.oneof(
  fc.constantFrom(0n, TWO_53 - 1n, TWO_53, TWO_53 + 1n, U64_MAX - 1n, U64_MAX),
  fc.bigInt({ min: 0n, max: U64_MAX }),
);

/** Any finite f64 but -0, which no JSON printer keeps. */
export const anyF64 = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

/** Any finite f64 from 0. */
export const anyF64FromZero = fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 });

/** A map from any regions to something. */
export function anyRegionMap<T>(value: fc.Arbitrary<T>): fc.Arbitrary<ReadonlyMap<RegionId, T>> {
  return fc
    .uniqueArray(fc.tuple(anyU16, value), { selector: ([regionId]) => regionId, maxLength: 6 })
    .map((entries) => new Map(entries));
}

/** Any heartbeat that tidalDB's type can hold, extensions there or not. */
export const anyShardStats: fc.Arbitrary<ShardStats> = fc.record(
  {
    shardId: anyU16,
    regionId: anyU16,
    entityCount: anyU64,
    signalThroughputEps: anyF64FromZero,
    replicationLag: anyRegionMap(anyU64),
    diskBytes: anyU64,
    lastHeartbeatNs: anyU64,
    role: fc.constantFrom("leader" as const, "follower" as const),
    leaderSeqno: anyU64,
    replicationLagNs: anyRegionMap(anyU64),
    signalsTotal: anyU64,
    bootId: anyU64,
    heartbeatSeq: anyU64,
    appliedSeqno: anyU64,
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      "shardId",
      "regionId",
      "entityCount",
      "signalThroughputEps",
      "replicationLag",
      "diskBytes",
      "lastHeartbeatNs",
    ],
  },
);

const anyReason: fc.Arbitrary<Reason> = fc.record(
  {
    rule: fc.constantFrom("no_heartbeat", "never_heard", "not_heard_yet", "replication_lag"),
    shardId: anyU16,
    follower: anyU16,
    observed: anyF64,
    threshold: anyF64,
    evidenceAgeMs: anyF64,
  },
  { noNullPrototype: true, requiredKeys: ["rule", "shardId", "observed", "threshold", "evidenceAgeMs"] },
);

const anyRegionHealth = fc.constantFrom("Healthy" as const, "Degraded" as const, "Offline" as const);
const anyRegionStatus = fc.oneof(anyRegionHealth, fc.constant("Unknown" as const));

const anyRegionDetails: fc.Arbitrary<RegionDetails> = fc.record(
  {
    name: anyText(),
    state: anyRegionStatus,
    sinceNs: anyU64,
    reasons: fc.array(anyReason, { maxLength: 3 }),
    explainedBy: fc.array(anyText(), { maxLength: 3 }),
    isExplained: fc.boolean(),
    announcedBy: fc.array(anyText(), { maxLength: 2 }),
  },
  { noNullPrototype: true, requiredKeys: ["name", "state", "sinceNs", "reasons"] },
);

const anyIncident: fc.Arbitrary<Incident> = fc.record(
  {
    id: anyText(),
    cause: fc.constantFrom(...INCIDENT_CAUSES),
    regionId: anyU16,
    regionName: anyText(),
    peerId: anyU16,
    peerName: anyText(),
    shardId: anyU16,
    startedNs: anyU64,
    affectedRegionIds: fc.array(anyU16, { maxLength: 4 }),
    impact: fc.record(
      {
        silentReplicas: fc.maxSafeNat(),
        laggingFollowers: fc.maxSafeNat(),
        shards: fc.maxSafeNat(),
        shardsWithoutLeader: fc.maxSafeNat(),
        criticalShards: fc.maxSafeNat(),
        entities: anyU64,
        tenants: fc.maxSafeNat(),
      },
      { noNullPrototype: true },
    ),
    isHealing: fc.boolean(),
    announced: fc.record(
      { windowIds: fc.array(anyText(), { maxLength: 2 }), untilNs: anyU64 },
      { noNullPrototype: true },
    ),
    title: anyText(),
  },
  {
    noNullPrototype: true,
    requiredKeys: ["id", "cause", "startedNs", "affectedRegionIds", "impact", "isHealing", "title"],
  },
);

const anyMaintenance: fc.Arbitrary<MaintenanceWindow> = fc.record(
  {
    id: anyText(),
    regionId: anyU16,
    shardId: anyU16,
    by: anyText(),
    reason: anyText(),
    startedNs: anyU64,
    untilNs: anyU64,
    leaseUntilNs: anyU64,
  },
  { noNullPrototype: true, requiredKeys: ["id", "by", "reason", "startedNs", "untilNs"] },
);

/** Any health that the Rust type can hold, extensions there or not. */
export const anyClusterHealth: fc.Arbitrary<ClusterHealth> = fc.record(
  {
    snapshotNs: anyU64,
    shards: fc.array(anyShardStats, { maxLength: 4 }),
    regions: anyRegionMap(anyRegionHealth),
    tenantCount: fc.maxSafeNat(),
    totalEntities: anyU64,
    totalSignalsEps: anyF64FromZero,
    cluster: anyText(),
    status: anyRegionStatus,
    incidents: fc.array(anyIncident, { maxLength: 3 }),
    incidentsNotListed: fc.maxSafeNat(),
    maintenance: fc.array(anyMaintenance, { maxLength: 2 }),
    isSettled: fc.boolean(),
    regionDetails: anyRegionMap(anyRegionDetails),
  },
  {
    noNullPrototype: true,
    requiredKeys: ["snapshotNs", "shards", "regions", "tenantCount", "totalEntities", "totalSignalsEps"],
  },
);

/** Any tenant. */
export const anyTenantConfig: fc.Arbitrary<TenantConfig> = fc.record(
  {
    tenantId: anyU64,
    maxSignalsPerSec: anyU64,
    maxEntities: anyU64,
    maxStorageBytes: anyU64,
    requiredRegions: fc.array(anyU16, { maxLength: 4 }),
  },
  { noNullPrototype: true, requiredKeys: ["tenantId"] },
);
