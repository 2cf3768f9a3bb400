import { nsToSeconds } from "../../domain/terms/units";
import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { ClusterTotals, RegionTotals, ReplicaState } from "../../domain/terms/cluster-snapshot";
import type { RegionId } from "../../domain/terms/ids";
import type { ClusterTotalsMetric, Sample } from "../terms/metric";
import { REGION_STATE_LABELS, REPLICA_STATE_LABELS } from "./state-labels";

const REGION_STATES = Object.entries(REGION_STATE_LABELS) as [RegionStatus, string][];
const REPLICA_STATES = Object.entries(REPLICA_STATE_LABELS) as [ReplicaState, string][];

/** A gauge with one series for each region that has a replica. */
function regionGauge(
  metric: Pick<ClusterTotalsMetric, "name" | "help" | "unit">,
  read: (region: RegionTotals) => number | bigint,
): ClusterTotalsMetric {
  return {
    ...metric,
    type: "gauge",
    labels: ["region"],
    stability: "stable",
    group: "region",
    samples: ({ cluster }) =>
      cluster.regions.map((region) => ({ labels: [region.name], value: read(region) })),
  };
}

/** Names of all regions that any series can name, by id: those with a replica, and those known only as followers, now or before. */
function namesById(cluster: ClusterTotals): [RegionId, string][] {
  const names = new Map<RegionId, string>();
  for (const { regionId, name } of cluster.regions) names.set(regionId, name);
  for (const { regionId, regionName } of cluster.inboundLag) names.set(regionId, regionName);
  for (const { regionId, regionName } of cluster.followerSeconds ?? []) names.set(regionId, regionName);
  return [...names].sort(([a], [b]) => a - b);
}

function* healthSamples(regions: readonly RegionTotals[]): Iterable<Sample> {
  for (const region of regions) {
    for (const [state, label] of REGION_STATES) {
      yield { labels: [region.name, label], value: region.state === state ? 1 : 0 };
    }
  }
}

function* transitionSamples(regions: readonly RegionTotals[]): Iterable<Sample> {
  for (const { name, transitions } of regions) {
    for (const { from, to, count } of transitions) {
      yield { labels: [name, REGION_STATE_LABELS[from], REGION_STATE_LABELS[to]], value: count };
    }
  }
}

function* replicaSamples(regions: readonly RegionTotals[]): Iterable<Sample> {
  for (const { name, replicas } of regions) {
    for (const [state, label] of REPLICA_STATES) yield { labels: [name, label], value: replicas[state] };
  }
}

/** Health, history, sums and lag of each region. */
export const REGION_METRICS: readonly ClusterTotalsMetric[] = [
  {
    name: "tidaldb_region_info",
    type: "gauge",
    help: "Always 1; the labels join a region's name with its number, also for a region known only as a follower",
    labels: ["region", "region_id"],
    stability: "stable",
    group: "region",
    samples: ({ cluster }) =>
      namesById(cluster).map(([regionId, name]) => ({ labels: [name, String(regionId)], value: 1 })),
  },
  {
    name: "tidaldb_region_health",
    type: "gauge",
    help: "State of the region: 1 for the state that it is in, 0 for the others",
    labels: ["region", "state"],
    labelValues: { state: Object.values(REGION_STATE_LABELS) },
    stability: "stable",
    group: "region",
    samples: ({ cluster }) => healthSamples(cluster.regions),
  },
  regionGauge(
    {
      name: "tidaldb_region_health_changed_timestamp_seconds",
      unit: "seconds",
      help: "When the state of the region last changed, in seconds since the epoch",
    },
    (region) => nsToSeconds(region.sinceNs),
  ),
  regionGauge(
    {
      name: "tidaldb_region_health_explained",
      help: "1 when incidents explain all that speaks against the region, or nothing does; 0 when something is left",
    },
    (region) => (region.isExplained ? 1 : 0),
  ),
  {
    name: "tidaldb_region_announced",
    type: "gauge",
    help: "1 while planned work covers the region as a whole, whose state is what it would be without; no series for the rest",
    labels: ["region"],
    stability: "experimental",
    group: "region",
    samples: ({ cluster }) =>
      cluster.regions
        .filter(({ announcedBy = [] }) => announcedBy.length > 0)
        .map(({ name }) => ({ labels: [name], value: 1 })),
  },
  {
    name: "tidaldb_region_health_transitions_total",
    type: "counter",
    help: "How often the region went from one state to another",
    labels: ["region", "from", "to"],
    labelValues: { from: Object.values(REGION_STATE_LABELS), to: Object.values(REGION_STATE_LABELS) },
    stability: "stable",
    group: "region",
    samples: ({ cluster }) => transitionSamples(cluster.regions),
  },
  {
    name: "tidaldb_region_replicas",
    type: "gauge",
    help: "Replicas in the region by state",
    labels: ["region", "state"],
    labelValues: { state: Object.values(REPLICA_STATE_LABELS) },
    stability: "stable",
    group: "region",
    samples: ({ cluster }) => replicaSamples(cluster.regions),
  },
  regionGauge(
    { name: "tidaldb_region_entities", help: "Entities in the region, the sum over its replicas" },
    (region) => region.entities,
  ),
  regionGauge(
    {
      name: "tidaldb_region_signals_per_second",
      unit: "signals_per_second",
      help: "Signals applied per second, the sum over the replicas of the region; an Offline replica adds nothing",
    },
    (region) => region.signalsPerSecond,
  ),
  regionGauge(
    {
      name: "tidaldb_region_wal_bytes",
      unit: "bytes",
      help: "Size of the WAL directories in the region, the sum over its replicas",
    },
    (region) => region.walBytes,
  ),
  {
    name: "tidaldb_region_inbound_lag_seconds",
    type: "gauge",
    unit: "seconds",
    help: "Worst lag of the region as a follower, behind any replica that is not Offline",
    labels: ["region"],
    stability: "stable",
    group: "region",
    samples: ({ cluster }) =>
      cluster.inboundLag.map(({ regionName, lagSeconds }) => ({ labels: [regionName], value: lagSeconds })),
  },
];
