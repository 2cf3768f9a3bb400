import { indent } from "../../promql/indent";
import { otherThan } from "../../promql/label-matcher";
import { promqlDuration } from "../../promql/promql-duration";
import { namingScopeLabels } from "../../promql/scope-labels";
import { REPLICA_RECORDS } from "../recorded-replicas";
import { exporterReach } from "../exporter-reach";
import type { Signal, SignalUnit } from "../signal";
import { recordedAge } from "./heartbeat-age";
import { incidentSince, whatIsWrong } from "./incident-rows";
import type { PanelPromql } from "./panel-promql";
import { regionState } from "./region-state";
import { REGION_STATE_CODES } from "./region-state-code";
import type { RegionStateLabel } from "./region-state-code";
import { NOT_KNOWN } from "./table-rows";

/** The state of a cluster none of whose exporters is reached, beside those of regions. */
export const NOT_WATCHED_CODE = Math.max(...Object.values(REGION_STATE_CODES)) + 1;

/** Labels beside the first that tell clusters apart and are shown in the rows of the fleet, such as a namespace. */
export function furtherNames(promql: PanelPromql): readonly string[] {
  return namingScopeLabels(promql.options.scopeLabels).filter((label) => label !== promql.clusterLabel);
}

/** A row names what it has; a column whose label no series has would be missing. */
function named(promql: PanelPromql, expr: string): string {
  return furtherNames(promql).reduce(
    (inner, label) => `label_replace(${inner}, "${label}", "${NOT_KNOWN}", "${label}", "")`,
    `(\n${indent(expr)}\n)`,
  );
}

/** One series for each cluster of which there is a target, or was one a short time ago. */
export function clusterRows(promql: PanelPromql): string {
  const by = promql.by();
  const heard = promqlDuration(promql.options.windows.heardMs);
  const rows = [
    `group ${by} (present_over_time(${promql.metric("up")}[${heard}]))`,
    `group ${by} (${promql.series("tidaldb_cluster_shards")})`,
  ];
  return named(promql, rows.join("\nor\n"));
}

function perCluster(
  promql: PanelPromql,
  name: string,
  unit: SignalUnit,
  expr: string,
  [title, description]: readonly [title: string, description: string],
): Signal {
  return { name, expr: named(promql, expr), unit, title, description };
}

/** The worst of what is wrong in each cluster; that nobody knows where no exporter of it is reached. */
export function clusterVerdict(promql: PanelPromql): Signal {
  // The row that stands for no cluster at all has no place among clusters.
  const wrong = `max ${promql.by()} (\n${indent(whatIsWrong(promql).expr)}\n)`;
  const rows = clusterRows(promql);
  return {
    ...perCluster(promql, "clusterVerdict", "state", wrong, [
      "Worst of what is wrong",
      "The worst of each cluster's incidents, of which its overview lists all.",
    ]),
    expr: `${named(promql, wrong)}\nand ${promql.on()}\n${rows}`,
  };
}

/** When the oldest of what is wrong in each cluster began. */
export function clusterWrongSince(promql: PanelPromql): Signal {
  const since = `min ${promql.by()} (\n${indent(incidentSince(promql).expr)}\n)`;
  return {
    ...perCluster(promql, "clusterWrongSince", "timestamp_seconds", since, [
      "Wrong since",
      "When the oldest of each cluster's incidents began, or since when nobody watches it.",
    ]),
    expr: `${named(promql, since)}\nand ${promql.on()}\n${clusterRows(promql)}`,
  };
}

/** How many exporters of each cluster are reached, or are not. */
export function clusterExporters(promql: PanelPromql, state: "up" | "down"): Signal {
  const each = `${exporterReach(promql, promql.series("up"))} == bool ${state === "up" ? 1 : 0}`;
  return perCluster(promql, `clusterExporters${state}`, "count", `sum ${promql.by()} (${each})`, [
    `Exporters ${state}`,
    `Exporters of the cluster that Prometheus ${state === "up" ? "reaches" : "does not reach"}.`,
  ]);
}

/** How many regions of each cluster are in a state. */
export function clusterRegions(promql: PanelPromql, state: RegionStateLabel): Signal {
  const count = `sum ${promql.by()} (\n${indent(regionState(promql).expr)}\n== bool ${REGION_STATE_CODES[state]})`;
  return perCluster(promql, `clusterRegions${state}`, "count", count, [
    `Regions ${state}`,
    `Regions of the cluster that are ${state}.`,
  ]);
}

/** A figure of each cluster. */
export function clusterFigure(
  promql: PanelPromql,
  metric:
    | "tidaldb_cluster_shards_without_leader"
    | "tidaldb_cluster_critical_shards"
    | "tidaldb_cluster_leader_conflicts"
    | "tidaldb_cluster_signals_per_second",
  unit: SignalUnit = "count",
): Signal {
  return perCluster(promql, metric, unit, `max ${promql.by()} (${promql.series(metric)})`, [
    "Figure of a cluster",
    "A figure of the cluster, by the exporter that says most.",
  ]);
}

/** How long ago the newest heartbeat of each cluster came. */
export function clusterDataAge(promql: PanelPromql): Signal {
  const newest = `max ${promql.by()} (${promql.recorded(REPLICA_RECORDS.newest, ["region"])})`;
  return perCluster(promql, "clusterDataAge", "seconds", recordedAge(promql, newest), [
    "Data age",
    "Age of the newest heartbeat.",
  ]);
}

/** When an exporter of each cluster last started. */
export function clusterStarted(promql: PanelPromql): Signal {
  const started = `max ${promql.by()} (${promql.series("process_start_time_seconds")})`;
  return perCluster(promql, "clusterStarted", "timestamp_seconds", started, [
    "Last start",
    "When an exporter of the cluster last started.",
  ]);
}

/** Alerts of each cluster that fire and wake somebody, or do not. */
export function clusterAlerts(promql: PanelPromql, urgency: "pages" | "quiet"): Signal {
  const by = promql.by();
  const [critical, marked] = [
    promql.alerts("ALERTS", { severity: "critical" }),
    promql.alerts("ALERTS", { page: "true" }),
  ];
  const paging = `count ${by} (${critical} or ${marked})`;
  const quiet = `count ${by} (${promql.alerts("ALERTS", { severity: otherThan("critical"), page: otherThan("true") })})`;
  return perCluster(
    promql,
    `clusterAlerts${urgency}`,
    "count",
    `${urgency === "pages" ? paging : quiet}\nor\ngroup ${by} (${promql.series("up")}) * 0`,
    [`Alerts: ${urgency}`, "Alerts of the cluster that fire in this Prometheus."],
  );
}

/** The worst state of a region of each cluster over time, or that no exporter of it is reached. */
export function clusterState(promql: PanelPromql): Signal {
  const up = `max ${promql.by()} (${promql.series("up")})`;
  const regions = `max ${promql.by()} (\n${indent(regionState(promql).expr)}\n)`;
  return {
    name: "clusterState",
    expr: `(${up} == 0) * 0 + ${NOT_WATCHED_CODE}\nor\n${regions}`,
    unit: "state",
    title: "Clusters over time",
    description:
      "The state of each cluster's worst region. Not watched: Prometheus reaches none of its exporters, so nobody knows. A gap: " +
      "there was no target.",
    legend: legendOf(promql),
  };
}

/** Signals that each cluster applies, over time. */
export function clusterThroughput(promql: PanelPromql): Signal {
  return {
    name: "clusterThroughput",
    expr: `max ${promql.by()} (${promql.series("tidaldb_cluster_signals_per_second")})`,
    unit: "signals_per_second",
    title: "Throughput by cluster",
    description: "Signals applied per second, every shard counted once; an Offline replica adds nothing.",
    legend: legendOf(promql),
  };
}

/** The worst lag of a region of each cluster, over time. */
export function clusterWorstLag(promql: PanelPromql): Signal {
  return {
    name: "clusterWorstLag",
    expr: `max ${promql.by()} (${promql.series("tidaldb_region_inbound_lag_seconds")})`,
    unit: "seconds",
    title: "Worst lag by cluster",
    description: "How far the region that trails most as a follower trails.",
    legend: legendOf(promql),
  };
}

/** The same for the rows of the fleet. */
export function clusterWorstLagNow(promql: PanelPromql): Signal {
  const signal = clusterWorstLag(promql);
  return { ...signal, name: "clusterWorstLagNow", expr: named(promql, signal.expr) };
}

function legendOf(promql: PanelPromql): string {
  return [promql.clusterLabel, ...furtherNames(promql)].map((label) => `{{${label}}}`).join(" ");
}
