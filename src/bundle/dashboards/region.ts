import {
  mostSilentReplicas,
  newestHeartbeat,
  ofMostSilentReplicas,
  regionOldestHeartbeat,
} from "../signals/panels/heartbeat-age";
import type { PanelPromql } from "../signals/panels/panel-promql";
import {
  regionChanges,
  regionState,
  lastRegionChange,
  replicasByState,
} from "../signals/panels/region-state";
import { regionEntities, regionSignals, regionWalBytes } from "../signals/panels/region-size";
import {
  lagByLink,
  lagOfChosenFollowers,
  worstInboundLag,
  worstLag,
} from "../signals/panels/replication-lag";
import { replicasDown } from "../signals/panels/replica-detail";
import type { Signal, SignalUnit } from "../signals/signal";
import type { DashboardContent } from "./dashboard-shell";
import { drillDown, ofRow, ofSeries } from "./layout/drill-down";
import type { Band, PanelBuilder } from "./layout/grid";
import { HEIGHT_FOR_REGIONS } from "./layout/grid";
import { axisTop, lagLimits, NO_LAG_KNOWN, NOTHING_HEARD, silenceLimits, skewLimits } from "./layout/limits";
import { statPanel } from "./panels/stat-panel";
import { stateTimelinePanel } from "./panels/state-timeline-panel";
import { tablePanel } from "./panels/table-panel";
import { timeSeriesPanel } from "./panels/time-series-panel";
import { noneIsGood } from "./panels/thresholds";
import { regionCounts } from "./sections/region-counts";
import { throughputAndPast } from "./sections/throughput";
import { neverMappings, regionStateMappings, yesNoMappings } from "./panels/value-mappings";
import { whatIsWrongBand } from "./what-is-wrong";

/** Replicas that the list shows: the most silent ones. */
const LISTED_REPLICAS = 20;

/** One region, or several to compare: why it is in its state, and which of its replicas to look at. */
export const REGION: DashboardContent = {
  name: "region",
  title: "tidalDB / Region",
  description: "Why a region is in its state, and which of its replicas to look at.",
  variables: ["cluster", "job", "region"],
  sections: (promql) => [
    { bands: [tiles(promql), whatIsWrongBand(promql), timeline(promql)] },
    { heading: "Replication", bands: [replication(promql)] },
    { heading: "Replicas", bands: [replicas(promql), { height: 9, panels: [[24, replicaTable(promql)]] }] },
    { heading: "Traffic and size", bands: traffic(promql) },
  ],
};

function tiles(promql: PanelPromql): Band {
  return {
    height: 4,
    panels: [
      [8, regionCounts(promql)],
      [4, statPanel([lastRegionChange(promql)])],
      [3, statPanel([replicasDown(promql)], { limits: noneIsGood("offline"), noValue: "not served" })],
      [
        3,
        statPanel([newestHeartbeat(promql)], {
          limits: silenceLimits(promql),
          decimals: 0,
          noValue: NOTHING_HEARD,
        }),
      ],
      [3, statPanel([worstLag(promql)], { limits: lagLimits(promql), decimals: 1, noValue: "not reported" })],
      [
        3,
        statPanel([worstInboundLag(promql)], {
          limits: lagLimits(promql),
          decimals: 1,
          noValue: NO_LAG_KNOWN,
        }),
      ],
    ],
  };
}

function timeline(promql: PanelPromql): Band {
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: [
      [15, stateTimelinePanel(regionState(promql), regionStateMappings())],
      [
        9,
        timeSeriesPanel([regionChanges(promql)], {
          stateLines: true,
          bars: true,
          stacked: true,
          atLeastTo: 2,
          noValue: "no change",
        }),
      ],
    ],
  };
}

function replication(promql: PanelPromql): Band {
  const limits = lagLimits(promql);
  const look = { limits, atLeastTo: axisTop(limits), legend: "right", noValue: NO_LAG_KNOWN } as const;
  const links = [toLink()];
  const behind = lagByLink(promql);
  const ofFollowers: Signal = {
    ...behind,
    title: "Followers behind this region",
    description: `Decides about Degraded. ${behind.description}`,
  };
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: [
      [12, timeSeriesPanel([ofFollowers], { ...look, links })],
      [12, timeSeriesPanel([lagOfChosenFollowers(promql)], { ...look, links })],
    ],
  };
}

function toLink(): ReturnType<typeof drillDown> {
  return drillDown("Open replication of this link", "replication", {
    region: ofSeries("region"),
    follower: ofSeries("follower"),
  });
}

function replicas(promql: PanelPromql): Band {
  const silence = silenceLimits(promql);
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: [
      [12, timeSeriesPanel([replicasByState(promql)], { stateLines: true, stacked: true })],
      [
        12,
        timeSeriesPanel([regionOldestHeartbeat(promql)], {
          limits: silence,
          atLeastTo: axisTop(silence),
          legend: "right",
          noValue: NOTHING_HEARD,
        }),
      ],
    ],
  };
}

function replicaTable(promql: PanelPromql): PanelBuilder {
  const ofListed = (heading: string, unit: SignalUnit, metric: string, of?: "live"): Signal =>
    ofMostSilentReplicas(promql, LISTED_REPLICAS, {
      name: `listed${heading}`,
      unit,
      metric,
      ...(of === "live" && { isOfLive: true }),
      title: heading,
      description: heading,
    });
  return tablePanel(promql, {
    title: "Replicas that have been silent for longest",
    description:
      `The ${LISTED_REPLICAS} replicas with the oldest last heartbeat; those that were never heard come first. Of a silent ` +
      "replica, its last size is still shown; what it did and its clock are not known. Click a shard to see it alone. Nothing but dashes: there is no replica, or the exporter serves " +
      "no series for each of them.",
    rows: undefined,
    labels: [
      { label: promql.clusterLabel, heading: "Cluster" },
      {
        label: "shard",
        heading: "Shard",
        width: 80,
        links: [drillDown("Open shard", "replication", { shard: ofRow("Shard") })],
      },
      { label: "region", heading: "Region" },
    ],
    values: [
      {
        signal: ofListed("Heard", "state", "tidaldb_shard_up"),
        heading: "Heard",
        mappings: yesNoMappings("Yes", "No"),
        width: 90,
      },
      {
        signal: mostSilentReplicas(promql, LISTED_REPLICAS),
        heading: "Silent for",
        limits: silenceLimits(promql),
        mappings: neverMappings(),
        isUnfilled: true,
        decimals: 0,
      },
      {
        signal: ofListed("Skew", "seconds", "tidaldb_shard_clock_skew_seconds", "live"),
        heading: "Clock skew",
        limits: skewLimits(promql),
      },
      {
        signal: ofListed("Throughput", "signals_per_second", "tidaldb_shard_signals_per_second", "live"),
        heading: "Throughput",
      },
      { signal: ofListed("Entities", "count", "tidaldb_shard_entities"), heading: "Entities" },
      { signal: ofListed("Wal", "bytes", "tidaldb_shard_wal_bytes"), heading: "WAL" },
    ],
    sortBy: [{ heading: "Silent for" }],
  });
}

function traffic(promql: PanelPromql): readonly Band[] {
  return [
    {
      height: HEIGHT_FOR_REGIONS,
      panels: [
        [12, throughputAndPast(promql)],
        [12, timeSeriesPanel([regionSignals(promql)], { legend: "right" })],
      ],
    },
    {
      height: HEIGHT_FOR_REGIONS,
      panels: [
        [12, timeSeriesPanel([regionEntities(promql)], { legend: "right" })],
        [12, timeSeriesPanel([regionWalBytes(promql)], { legend: "right" })],
      ],
    },
  ];
}
