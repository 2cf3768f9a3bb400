import { anyExporterUp } from "../signals/panels/exporter-work";
import {
  newestHeartbeat,
  regionNewestHeartbeat,
  regionOldestHeartbeat,
} from "../signals/panels/heartbeat-age";
import { clusterSignals, tenantsUnroutable } from "../signals/panels/cluster-total";
import type { PanelPromql } from "../signals/panels/panel-promql";
import {
  regionReplicas,
  regionState,
  regionStateSince,
  regionsInState,
  replicasByState,
} from "../signals/panels/region-state";
import { REGION_STATES_WORST_FIRST } from "../signals/panels/region-state-code";
import { regionEntities, regionSignals, regionWalBytes } from "../signals/panels/region-size";
import { inboundLag, outboundLag, worstLag } from "../signals/panels/replication-lag";
import { regionInvolvement } from "../signals/panels/region-involvement";
import { regionRows } from "../signals/panels/table-rows";
import type { DashboardContent } from "./dashboard-shell";
import { drillDown, ofRow, ofSeries } from "./layout/drill-down";
import type { Band, PanelBuilder } from "./layout/grid";
import { axisTop, lagLimits, silenceLimits } from "./layout/limits";
import { mostLaggingTable } from "./most-lagging-table";
import { statPanel } from "./panels/stat-panel";
import { stateTimelinePanel } from "./panels/state-timeline-panel";
import { tablePanel } from "./panels/table-panel";
import { timeSeriesPanel } from "./panels/time-series-panel";
import { noneIsGood } from "./panels/thresholds";
import { involvementMappings, regionStateMappings, yesNoMappings } from "./panels/value-mappings";
import { firingAlertsTable, shardsAtRisk, whatIsWrongTable } from "./what-is-wrong";

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
      bands: [{ height: 7, panels: [[24, whatIsWrongTable(promql)]] }, tiles(promql)],
    },
    {
      heading: "Regions",
      bands: [healthOverTime(promql), { height: 7, panels: [[24, regionsTable(promql)]] }],
    },
    { heading: "Alerts", bands: [{ height: 6, panels: [[24, firingAlertsTable(promql)]] }] },
    { heading: "Trends", bands: [lagAndSilence(promql), traffic(promql)] },
    {
      heading: "Where to look next",
      bands: [
        {
          height: 9,
          panels: [
            [12, mostLaggingTable(promql, WORST_FOLLOWERS)],
            [12, timeSeriesPanel([replicasByState(promql)], { stateLines: true, stacked: true })],
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
      [3, statPanel([worstLag(promql)], { limits: lagLimits(promql), decimals: 1 })],
      [3, statPanel([newestHeartbeat(promql)], { limits: silenceLimits(promql), decimals: 0 })],
      [3, statPanel([clusterSignals(promql)])],
      [3, statPanel([tenantsUnroutable(promql)], { limits: noneIsGood("degraded") })],
      [
        2,
        statPanel([anyExporterUp(promql)], {
          mappings: yesNoMappings("Up", "Down"),
          noValue: "Absent",
          noValueColour: "offline",
        }),
      ],
    ],
  };
}

function regionCounts(promql: PanelPromql): PanelBuilder {
  const [worst, ...better] = REGION_STATES_WORST_FIRST.map((state) => regionsInState(promql, state));
  if (worst === undefined) throw new Error("there is no state that a region can be in");
  const countColours = Object.fromEntries(REGION_STATES_WORST_FIRST.map((state) => [state, state]));
  return statPanel([worst, ...better], { countColours });
}

function healthOverTime(promql: PanelPromql): Band {
  const toRegion = drillDown("Open region", "region", { region: ofSeries("region") });
  return {
    height: 6,
    panels: [[24, stateTimelinePanel(regionState(promql), regionStateMappings(), [toRegion])]],
  };
}

function regionsTable(promql: PanelPromql): PanelBuilder {
  return tablePanel(promql, {
    title: "Regions",
    description:
      "Each region with the numbers that its state is made from, the worst first. Click a region to see it alone.",
    rows: regionRows(promql),
    labels: [
      { label: promql.clusterLabel, heading: "Cluster", width: 110 },
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
    sortBy: [{ heading: "State" }],
  });
}

function lagAndSilence(promql: PanelPromql): Band {
  const links = [drillDown("Open region", "region", { region: ofSeries("region") })];
  const lag = lagLimits(promql);
  const silence = silenceLimits(promql);
  return {
    height: 8,
    panels: [
      [
        12,
        timeSeriesPanel([inboundLag(promql)], {
          limits: lag,
          links,
          atLeastTo: axisTop(lag),
          legend: "values",
        }),
      ],
      [
        12,
        timeSeriesPanel([regionNewestHeartbeat(promql)], {
          limits: silence,
          links,
          atLeastTo: axisTop(silence),
          legend: "values",
        }),
      ],
    ],
  };
}

function traffic(promql: PanelPromql): Band {
  return {
    height: 8,
    panels: [
      [8, timeSeriesPanel([regionSignals(promql)], { legend: "values" })],
      [8, timeSeriesPanel([regionWalBytes(promql)], { legend: "values" })],
      [8, timeSeriesPanel([regionEntities(promql)], { legend: "values" })],
    ],
  };
}
