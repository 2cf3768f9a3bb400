import { indent } from "../../promql/indent";
import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

const UP = "tidaldb_source_up";
const SNAPSHOT = "tidaldb_source_snapshot_timestamp_seconds";
const SKEW = "tidaldb_source_clock_skew_seconds";
const LABELS = ["instance", "source"] as const;

/** One series for each source of each exporter; none where no source is configured. */
export function sourceRows(promql: PanelPromql): string {
  return `group ${promql.by(...LABELS)} (${promql.series(UP)})`;
}

/** Whether the last poll of each source gave evidence. */
export function sourceUp(promql: PanelPromql): Signal {
  return {
    name: "sourceUp",
    expr: `max ${promql.by(...LABELS)} (${promql.series(UP)})`,
    unit: "state",
    title: "Source",
    description: "Whether the last poll of the source brought a document that is later than the one before.",
  };
}

/** When each source last gave evidence. */
export function sourceLastSuccess(promql: PanelPromql): Signal {
  return {
    name: "sourceLastSuccess",
    expr: `max ${promql.by(...LABELS)} (${promql.series("tidaldb_source_last_success_timestamp_seconds")})`,
    unit: "timestamp_seconds",
    title: "Last answer of a source",
    description: "When a poll of the source last gave evidence.",
  };
}

/** How old the last document of each source is; how far its clock is off is taken into account where that is known. */
export function sourceSnapshotAge(promql: PanelPromql): Signal {
  const by = promql.by(...LABELS);
  const made = `max ${by} (${promql.series(SNAPSHOT)})`;
  const skew = `max ${by} (${promql.series(SKEW)})`;
  return {
    name: "sourceSnapshotAge",
    expr: `time() - ${made} + (${skew} or ${made} * 0)`,
    unit: "seconds",
    title: "Age of a source's snapshot",
    description: "How long ago the source made its last document, by its own clock.",
  };
}

/** Polls of each source that gave no evidence, per minute. */
export function sourceErrors(promql: PanelPromql): Signal {
  return {
    name: "sourceErrors",
    expr: `60 * sum ${promql.by(...LABELS)} (${promql.overRate("rate", "tidaldb_source_poll_errors_total")})`,
    unit: "per_minute",
    title: "Errors of a source",
    description: "Polls per minute that gave no evidence.",
  };
}

/** The same over time, by why. */
export function sourceErrorsByReason(promql: PanelPromql): Signal {
  const errors = promql.overRate("rate", "tidaldb_source_poll_errors_total");
  return {
    name: "sourceErrorsByReason",
    expr: `60 * sum ${promql.by("source", "reason")} (${errors}) > 0`,
    unit: "per_minute",
    title: "Errors of sources by reason",
    description:
      "Polls per minute that gave no evidence, by source and reason, summed over the exporters. Nothing: there were none, or " +
      "no source is configured.",
    legend: promql.legend("{{source}}: {{reason}}"),
  };
}

/** How many regions each source judges otherwise than the exporter that polls it; 0 while there is none, nothing while it does not answer. */
export function sourceDisagreement(promql: PanelPromql): Signal {
  const state = ["instance", "region", "state"] as const;
  const said = `max ${promql.by("source", ...state)} (${promql.series("tidaldb_source_region_health")}) == 1`;
  const found = `max ${promql.by(...state)} (${promql.series("tidaldb_region_health")}) == 1`;
  const pairs = `${said}\nunless ${promql.on(...state)}\n${found}`;
  return {
    name: "sourceDisagreement",
    expr: `count ${promql.by(...LABELS)} (\n${indent(pairs)}\n)\nor\n(${sourceUp(promql).expr} == 1) * 0`,
    unit: "count",
    title: "Regions that a source judges otherwise",
    description: "Regions of which the source says another state than the exporter that polls it.",
  };
}
