import type { ClusterTotals } from "../../domain/terms/cluster-snapshot";
import type { FollowerCondition } from "../../domain/terms/service-seconds";
import type { ClusterTotalsMetric, Sample } from "../terms/metric";
import { REGION_STATE_LABELS } from "./state-labels";

/** Label values of each condition of a follower, in the order in which they are served. */
const FOLLOWER_LABELS: Readonly<Record<FollowerCondition, readonly [state: string, announced: string]>> = {
  fresh: ["fresh", "false"],
  late: ["late", "false"],
  announcedLate: ["late", "true"],
};

const CONDITIONS = Object.entries(FOLLOWER_LABELS) as [FollowerCondition, readonly [string, string]][];
const ANNOUNCED = ["false", "true"] as const;

function* stateSamples({ regions }: ClusterTotals): Iterable<Sample> {
  for (const { name, stateSeconds = [] } of regions) {
    for (const { state, isAnnounced, seconds } of stateSeconds) {
      yield { labels: [name, REGION_STATE_LABELS[state], String(isAnnounced)], value: seconds };
    }
  }
}

function* followerSamples({ followerSeconds = [] }: ClusterTotals): Iterable<Sample> {
  for (const { regionName, seconds } of followerSeconds) {
    for (const [condition, labels] of CONDITIONS) {
      yield { labels: [regionName, ...labels], value: seconds[condition] };
    }
  }
}

/** What objectives are measured by; nine series for each region at most. */
export const SERVICE_LEVEL_METRICS: readonly ClusterTotalsMetric[] = [
  {
    name: "tidaldb_region_state_seconds_total",
    type: "counter",
    unit: "seconds",
    help: "Time that the region spent in each state, and whether planned work explains it; stalls of the exporter left out",
    labels: ["region", "state", "announced"],
    labelValues: { state: Object.values(REGION_STATE_LABELS), announced: ANNOUNCED },
    stability: "experimental",
    group: "region",
    samples: ({ cluster }) => stateSamples(cluster),
  },
  {
    name: "tidaldb_region_follower_seconds_total",
    type: "counter",
    unit: "seconds",
    help: "Time that followers in the region were within the lag limit or beyond it, each follower of each shard by itself, and whether planned work explains it",
    labels: ["region", "state", "announced"],
    labelValues: { state: ["fresh", "late"], announced: ANNOUNCED },
    stability: "experimental",
    group: "region",
    samples: ({ cluster }) => followerSamples(cluster),
  },
];
