import {
  clusterAlerts,
  clusterDataAge,
  clusterExporters,
  clusterFigure,
  clusterRegions,
  clusterRows,
  clusterStarted,
  clusterState,
  clusterThroughput,
  clusterVerdict,
  clusterWorstLag,
  clusterWorstLagNow,
  clusterWrongSince,
  furtherNames,
} from "../signals/panels/fleet";
import type { PanelPromql } from "../signals/panels/panel-promql";
import type { DashboardContent } from "./dashboard-shell";
import { drillDown, ofRow, ofSeries } from "./layout/drill-down";
import type { Band, PanelBuilder } from "./layout/grid";
import { HEIGHT_FOR_REGIONS } from "./layout/grid";
import { axisTop, lagLimits, NO_LAG_KNOWN, silenceLimits } from "./layout/limits";
import { stateTimelinePanel } from "./panels/state-timeline-panel";
import { tablePanel } from "./panels/table-panel";
import type { LabelColumn } from "./panels/table-panel";
import { noneIsGood } from "./panels/thresholds";
import { timeSeriesPanel } from "./panels/time-series-panel";
import { clusterStateMappings, incidentMappings } from "./panels/value-mappings";
import { firingAlertsTable } from "./what-is-wrong";

/** All clusters that one Prometheus knows: which of them needs somebody, and which nobody watches. */
export const FLEET: DashboardContent = {
  name: "fleet",
  title: "tidalDB / Fleet",
  description: "Every cluster in a row: what is worst in it, and whether anybody watches it.",
  variables: ["cluster", "job"],
  sections: (promql) => [
    {
      bands: [
        { height: 10, panels: [[24, clustersTable(promql)]] },
        { height: HEIGHT_FOR_REGIONS, panels: [[24, timeline(promql)]] },
        { height: 7, panels: [[24, firingAlertsTable(promql)]] },
        trends(promql),
      ],
    },
  ],
};

function clustersTable(promql: PanelPromql): PanelBuilder {
  const count = { width: 68 } as const;
  return tablePanel(promql, {
    title: "Clusters",
    description:
      "Each cluster with the worst of what is wrong in it, the worst first. One whose exporters are all down stays here, and so " +
      "does, for an hour, one of which there is no target any more. Click a cluster for its overview.",
    rows: clusterRows(promql),
    labels: [
      {
        label: promql.clusterLabel,
        heading: "Cluster",
        width: 145,
        links: [drillDown("Open overview", "overview", { cluster: ofRow("Cluster") })],
      },
      ...furtherNames(promql).map((label): LabelColumn => ({
        label,
        heading: label.charAt(0).toUpperCase() + label.slice(1),
        width: 90,
      })),
    ],
    values: [
      { signal: clusterVerdict(promql), heading: "Worst", mappings: incidentMappings(), width: 212 },
      { signal: clusterWrongSince(promql), heading: "Since", width: 95 },
      { signal: clusterExporters(promql, "up"), heading: "Up", width: 40 },
      { signal: clusterExporters(promql, "down"), heading: "Down", width: 55, limits: noneIsGood("offline") },
      {
        signal: clusterAlerts(promql, "pages"),
        heading: "Pages",
        width: 58,
        limits: noneIsGood("offline"),
      },
      {
        signal: clusterAlerts(promql, "quiet"),
        heading: "Alerts",
        width: 58,
        limits: noneIsGood("degraded"),
      },
      {
        signal: clusterRegions(promql, "offline"),
        heading: "Offline",
        ...count,
        limits: noneIsGood("offline"),
      },
      {
        signal: clusterRegions(promql, "degraded"),
        heading: "Degraded",
        width: 80,
        limits: noneIsGood("degraded"),
      },
      {
        signal: clusterRegions(promql, "unknown"),
        heading: "Unknown",
        width: 75,
        limits: noneIsGood("unknown"),
      },
      { signal: clusterRegions(promql, "healthy"), heading: "Healthy", ...count },
      {
        signal: clusterFigure(promql, "tidaldb_cluster_shards_without_leader"),
        heading: "No leader",
        width: 80,
        limits: noneIsGood("offline"),
      },
      {
        signal: clusterFigure(promql, "tidaldb_cluster_critical_shards"),
        heading: "Critical",
        width: 68,
        limits: noneIsGood("degraded"),
      },
      {
        signal: clusterWorstLagNow(promql),
        heading: "Worst lag",
        width: 82,
        limits: lagLimits(promql),
        decimals: 1,
      },
      {
        signal: clusterDataAge(promql),
        heading: "Data age",
        width: 72,
        limits: silenceLimits(promql),
        decimals: 0,
      },
      {
        signal: clusterFigure(promql, "tidaldb_cluster_signals_per_second", "signals_per_second"),
        heading: "Throughput",
        width: 90,
      },
      { signal: clusterStarted(promql), heading: "Last start", width: 100 },
    ],
    firstValue: true,
    sortBy: [{ heading: "Worst" }],
  });
}

function timeline(promql: PanelPromql): PanelBuilder {
  const toOverview = drillDown("Open overview", "overview", { cluster: ofSeries(promql.clusterLabel) });
  return stateTimelinePanel(clusterState(promql), clusterStateMappings(), [toOverview]);
}

function trends(promql: PanelPromql): Band {
  const limits = lagLimits(promql);
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: [
      [12, timeSeriesPanel([clusterThroughput(promql)], { legend: "right" })],
      [
        12,
        timeSeriesPanel([clusterWorstLag(promql)], {
          limits,
          atLeastTo: axisTop(limits),
          legend: "right",
          noValue: NO_LAG_KNOWN,
        }),
      ],
    ],
  };
}
