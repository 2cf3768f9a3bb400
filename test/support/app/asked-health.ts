import type { ClusterHealth, RegionDetails, RegionStatus } from "../../../src/domain/terms/cluster-health";
import type { Incident } from "../../../src/domain/terms/incident";

const SECOND_NS = 1_000_000_000n;

/** 2026-01-01T00:10:00Z: when it was asked for. */
export const ASKED_NS = 1_767_226_200n * SECOND_NS;

/** A silent region of three, as /health.json tells it. */
export const SILENT: Incident = {
  id: "region:1",
  cause: "region_silent",
  regionId: 1,
  regionName: "eu-west",
  startedNs: ASKED_NS - 125n * SECOND_NS,
  affectedRegionIds: [0, 1],
  impact: {
    silentReplicas: 15,
    laggingFollowers: 0,
    shards: 15,
    shardsWithoutLeader: 5,
    criticalShards: 0,
    entities: 1_000n,
    tenants: 3,
  },
  isHealing: false,
  title: "eu-west silent: 15 replicas, 5 shards without a leader",
};

/** Details of a region that is in a state for a minute. */
export function regionDetails(
  name: string,
  state: RegionStatus,
  parts: Partial<RegionDetails> = {},
): RegionDetails {
  return { name, state, sinceNs: ASKED_NS - 60n * SECOND_NS, reasons: [], ...parts };
}

/** A health of a whole cluster, without its replicas. */
export function askedHealth(
  status: RegionStatus,
  details: readonly RegionDetails[],
  parts: Partial<ClusterHealth> = {},
): ClusterHealth {
  return {
    snapshotNs: ASKED_NS,
    shards: [],
    regions: new Map(),
    tenantCount: 0,
    totalEntities: 0n,
    totalSignalsEps: 0,
    cluster: "production",
    status,
    incidents: [],
    isSettled: true,
    regionDetails: new Map(details.map((region, regionId) => [regionId, region])),
    ...parts,
  };
}
