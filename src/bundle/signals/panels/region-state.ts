import { indent } from "../../promql/indent";
import { otherThan } from "../../promql/label-matcher";
import type { LabelMatcher } from "../../promql/label-matcher";
import type { PanelPromql } from "./panel-promql";
import { REGION_STATE_CODES, REGION_STATES_WORST_FIRST } from "./region-state-code";
import type { RegionStateLabel } from "./region-state-code";
import type { Signal } from "../signal";

/** State of each region as a number; the worst one where two replicas of the exporter disagree. */
export function regionState(promql: PanelPromql): Signal {
  const codes = REGION_STATES_WORST_FIRST.map(
    (state) => `${promql.series("tidaldb_region_health", { state })} * ${REGION_STATE_CODES[state]}`,
  );
  return {
    name: "regionState",
    expr: `max ${promql.by("region")} (\n${indent(codes.join("\nor\n"))}\n)`,
    unit: "state",
    title: "Region health",
    description:
      "Offline: no replica of the region has sent a heartbeat in time. Degraded: a replica is Offline, or a follower lags. " +
      "Unknown: the exporter has just started and has heard nothing yet.",
    legend: promql.legend("{{region}}"),
  };
}

/** How many regions are in a state. 0 where there are none; no series where there is no exporter to say so. */
export function regionsInState(promql: PanelPromql, state: RegionStateLabel): Signal {
  return {
    name: `regionsInState${state}`,
    expr: `sum (\n${indent(regionState(promql).expr)}\n== bool ${REGION_STATE_CODES[state]})`,
    unit: "count",
    title: "Regions by state",
    description: "How many regions are in each state now.",
    legend: state,
  };
}

/** When each region came into the state that it is in. A restarted replica of the exporter knows it from its start only. */
export function regionStateSince(promql: PanelPromql): Signal {
  const changed = promql.series("tidaldb_region_health_changed_timestamp_seconds");
  return {
    name: "regionStateSince",
    expr: `min ${promql.by("region")} (${changed})`,
    unit: "timestamp_seconds",
    title: "In this state since",
    description: "When the region came into its state. A restart of the exporter counts as a change.",
    legend: promql.legend("{{region}}"),
  };
}

/** When the newest change of all was. */
export function lastRegionChange(promql: PanelPromql): Signal {
  return {
    name: "lastRegionChange",
    expr: `max (\n${indent(regionStateSince(promql).expr)}\n)`,
    unit: "timestamp_seconds",
    title: "Last change",
    description:
      "When a chosen region last came into another state. A restart of the exporter counts as a change.",
    legend: "last change",
  };
}

/**
 * When each region came into the state that it is in, for one mark on the time axis: only where all exporters agree on the
 * state, since each finds a change in its own second, and not while an exporter that started finds out what there is.
 */
export function regionEntered(promql: PanelPromql, state: RegionStateLabel): Signal {
  const { by, on } = { by: promql.by("region"), on: promql.on("region") };
  const health = (matcher: LabelMatcher): string =>
    `max ${by} (${promql.series("tidaldb_region_health", { state: matcher })}) == 1`;
  const settleSeconds = promql.options.thresholds.offlineAfterMs / 1000;
  const started = `max ${promql.by("instance")} (${promql.series("process_start_time_seconds")})`;
  const changed = promql.series("tidaldb_region_health_changed_timestamp_seconds");
  const perExporter = `max ${promql.by("instance", "region")} (${changed})`;
  const sinceSettled = `${perExporter} > ${promql.on("instance")} group_left () (${started} + ${settleSeconds})`;
  return {
    ...regionStateSince(promql),
    name: `regionEntered${state}`,
    expr: `min ${by} (\n${indent(sinceSettled)}\n)\nand ${on}\n(${health(state)})\nunless ${on}\n(${health(otherThan(state))})`,
  };
}

/** Changes of state in each step, by the state that they led to: each of them once. */
export function regionChanges(promql: PanelPromql): Signal {
  const by = promql.by("region", "from", "to");
  const counter = "tidaldb_region_health_transitions_total";
  const now = `max ${by} (${promql.series(counter)})`;
  const before = `max ${by} (${promql.oneStepAgo(counter)})`;
  return {
    name: "regionChanges",
    // A counter that began anew is less than before, and says nothing of this step.
    expr: `sum by (to) (\n  ${now}\n  - ${before}\n  > 0\n)`,
    unit: "count",
    title: "Changes of state",
    description:
      "How often regions changed, by the state that they went to. Many changes in a row are flapping; each of them is in the " +
      "exporter's log with its reason.",
    legend: "{{to}}",
  };
}

/** Replicas by state, over all the regions that are shown. */
export function replicasByState(promql: PanelPromql): Signal {
  return {
    name: "replicasByState",
    expr: `sum by (state) (\n  max ${promql.by("region", "state")} (${promql.series("tidaldb_region_replicas")})\n)`,
    unit: "count",
    title: "Replicas by state",
    description:
      "Copies of shards by state. Pending: the topology names it, and it has not been heard since the exporter started.",
    legend: "{{state}}",
  };
}

/** How many replicas of each region are in a state. */
export function regionReplicas(
  promql: PanelPromql,
  state: "healthy" | "degraded" | "offline" | "pending",
): Signal {
  return {
    name: `regionReplicas${state}`,
    expr: `max ${promql.by("region")} (${promql.series("tidaldb_region_replicas", { state })})`,
    unit: "count",
    title: `Replicas ${state}`,
    description: `Replicas of the region that are ${state}.`,
    legend: promql.legend("{{region}}"),
  };
}
