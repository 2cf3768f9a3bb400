import { exportersReached } from "../signals/panels/exporter-work";
import {
  newestHeartbeat,
  regionNewestHeartbeat,
  regionOldestHeartbeat,
} from "../signals/panels/heartbeat-age";
import { clusterSignals, tenantsUnroutable } from "../signals/panels/cluster-total";
import { maintenanceLasting } from "../signals/panels/maintenance";
import type { PanelPromql } from "../signals/panels/panel-promql";
import {
  regionReplicas,
  regionState,
  regionStateSince,
  replicasByState,
} from "../signals/panels/region-state";
import { regionEntities, regionSignals, regionWalBytes } from "../signals/panels/region-size";
import { inboundLag, outboundLag, worstRegionLag } from "../signals/panels/replication-lag";
import { regionInvolvement } from "../signals/panels/region-involvement";
import { regionRows } from "../signals/panels/table-rows";
import type { DashboardContent } from "./dashboard-shell";
import { drillDown, ofRow, ofSeries } from "./layout/drill-down";
import type { Band, PanelBuilder } from "./layout/grid";
import { HEIGHT_FOR_REGIONS } from "./layout/grid";
import { axisTop, lagLimits, NO_LAG_KNOWN, NOTHING_HEARD, silenceLimits } from "./layout/limits";
import { mostLaggingTable } from "./most-lagging-table";
import { statPanel } from "./panels/stat-panel";
import { stateTimelinePanel } from "./panels/state-timeline-panel";
import { tablePanel } from "./panels/table-panel";
import { timeSeriesPanel } from "./panels/time-series-panel";
import type { TimeSeriesLook } from "./panels/time-series-panel";
import { noneIsGood } from "./panels/thresholds";
import type { Limits } from "./panels/thresholds";
import { involvementMappings, plannedWorkMappings, regionStateMappings } from "./panels/value-mappings";
import { regionCounts } from "./sections/region-counts";
import { shardsAtRisk, shardsAtRiskOverTime } from "./sections/shards-at-risk";
import { throughputAndPast } from "./sections/throughput";
import { firingAlertsTable, whatIsWrongBand } from "./what-is-wrong";

/** Followers that the list of the worst shows. */
const WORST_FOLLOWERS = 10;

/** What is wrong, and since when: the first dashboard that a person on call opens. */
export const OVERVIEW: DashboardContent = {
  name: "overview",
  title: "tidalDB / Cluster overview",
  description: "What is wrong in the cluster, where, and since when.",
  variables: ["cluster", "job"],
  sections: (promql) => [
    {
      heading: "What is wrong",
      bands: [whatIsWrongBand(promql), tiles(promql)],
    },
    {
      heading: "Regions",
      bands: [
        healthOverTime(promql),
        plannedWork(promql),
        { height: 10, panels: [[24, regionsTable(promql)]] },
      ],
    },
    { heading: "Alerts", bands: [{ height: 7, panels: [[24, firingAlertsTable(promql)]] }] },
    { heading: "Trends", bands: [lagAndSilence(promql), throughput(promql), sizes(promql)] },
    {
      heading: "Where to look next",
      bands: [
        {
          height: 9,
          panels: [
            [10, mostLaggingTable(promql, WORST_FOLLOWERS)],
            [7, timeSeriesPanel([replicasByState(promql)], { stateLines: true, stacked: true })],
            [7, shardsAtRiskOverTime(promql)],
          ],
        },
      ],
    },
  ],
};

function tiles(promql: PanelPromql): Band {
  return {
    height: 4,
    panels: [
      [5, shardsAtRisk(promql)],
      [5, regionCounts(promql)],
      [
        3,
        statPanel([worstRegionLag(promql)], {
          limits: lagLimits(promql),
          decimals: 1,
          noValue: NO_LAG_KNOWN,
        }),
      ],
      [
        2,
        statPanel([newestHeartbeat(promql)], {
          limits: silenceLimits(promql),
          decimals: 0,
          noValue: NOTHING_HEARD,
        }),
      ],
      [3, statPanel([clusterSignals(promql)])],
      [3, statPanel([tenantsUnroutable(promql)], { limits: noneIsGood("degraded") })],
      [3, exporters(promql)],
    ],
  };
}

function exporters(promql: PanelPromql): PanelBuilder {
  return statPanel([exportersReached(promql, "up"), exportersReached(promql, "down")], {
    noValue: "Absent",
    noValueColour: "offline",
    countColours: { up: "healthy", down: "offline" },
  });
}

function healthOverTime(promql: PanelPromql): Band {
  const toRegion = drillDown("Open region", "region", { region: ofSeries("region") });
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: [[24, stateTimelinePanel(regionState(promql), regionStateMappings(), [toRegion])]],
  };
}

/** A row for each announcement: an operation that announces each of its states shows how far it is. */
function plannedWork(promql: PanelPromql): Band {
  const lasting = maintenanceLasting(promql);
  return {
    height: 5,
    panels: [[24, stateTimelinePanel(lasting, plannedWorkMappings(), [], "nothing is planned")]],
  };
}

function regionsTable(promql: PanelPromql): PanelBuilder {
  return tablePanel(promql, {
    title: "Regions",
    description:
      "Each region with the numbers that its state is made from, the worst first. Click a region to see it alone.",
    rows: regionRows(promql),
    labels: [
      { label: promql.clusterLabel, heading: "Cluster", width: 130 },
      {
        label: "region",
        heading: "Region",
        links: [drillDown("Open region", "region", { region: ofRow("Region") })],
      },
    ],
    values: [
      { signal: regionState(promql), heading: "State", mappings: regionStateMappings(), width: 100 },
      {
        signal: regionInvolvement(promql),
        heading: "Incidents",
        mappings: involvementMappings(),
        isUnfilled: true,
        width: 120,
      },
      { signal: regionStateSince(promql), heading: "Since", width: 140 },
      {
        signal: regionReplicas(promql, "offline"),
        heading: "Offline",
        width: 80,
        limits: noneIsGood("offline"),
      },
      {
        signal: regionReplicas(promql, "degraded"),
        heading: "Degraded",
        width: 90,
        limits: noneIsGood("degraded"),
      },
      {
        signal: regionReplicas(promql, "pending"),
        heading: "Pending",
        width: 80,
        limits: noneIsGood("unknown"),
      },
      { signal: regionReplicas(promql, "healthy"), heading: "Healthy", width: 80 },
      {
        signal: regionOldestHeartbeat(promql),
        heading: "Silence",
        width: 80,
        limits: silenceLimits(promql),
        decimals: 0,
      },
      {
        signal: outboundLag(promql),
        heading: "Followers' lag",
        width: 110,
        limits: lagLimits(promql),
        decimals: 1,
      },
      { signal: inboundLag(promql), heading: "Own lag", width: 90, limits: lagLimits(promql), decimals: 1 },
      { signal: regionSignals(promql), heading: "Throughput", width: 110 },
      { signal: regionEntities(promql), heading: "Entities", width: 90 },
      { signal: regionWalBytes(promql), heading: "WAL", width: 90 },
    ],
    // Of a dozen regions that are alike, those in which something is broken come before those that only suffer from it.
    sortBy: [{ heading: "State" }, { heading: "Incidents" }],
  });
}

function lagAndSilence(promql: PanelPromql): Band {
  const links = [drillDown("Open region", "region", { region: ofSeries("region") })];
  const look = (limits: Limits): TimeSeriesLook => ({
    limits,
    links,
    atLeastTo: axisTop(limits),
    legend: "right",
  });
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: [
      [12, timeSeriesPanel([inboundLag(promql)], { ...look(lagLimits(promql)), noValue: NO_LAG_KNOWN })],
      [
        12,
        timeSeriesPanel([regionNewestHeartbeat(promql)], {
          ...look(silenceLimits(promql)),
          noValue: NOTHING_HEARD,
        }),
      ],
    ],
  };
}

function throughput(promql: PanelPromql): Band {
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: [
      [12, throughputAndPast(promql)],
      [12, timeSeriesPanel([regionSignals(promql)], { legend: "right" })],
    ],
  };
}

function sizes(promql: PanelPromql): Band {
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: [
      [12, timeSeriesPanel([regionWalBytes(promql)], { legend: "right" })],
      [12, timeSeriesPanel([regionEntities(promql)], { legend: "right" })],
    ],
  };
}
