import { promqlDuration } from "../promql/promql-duration";
import type { Promql } from "../promql/promql";
import type { Signal } from "./signal";

/** Exporters that lose lines of their log. */
export function lostLogLines(promql: Promql): Signal {
  return {
    name: "lostLogLines",
    expr: losses(promql, "tidaldb_exporter_log_lines_lost_total"),
    unit: "count",
    title: "Exporters that lose lines of their log",
    description: `Lines of the log that could not be written in the last ${windowOf(promql)}. No series for the rest.`,
    legend: "{{instance}}",
  };
}

/** Exporters that cannot record what arrives. */
export function lostRecording(promql: Promql): Signal {
  return {
    name: "lostRecording",
    expr: losses(promql, "tidaldb_exporter_recording_lost_total"),
    unit: "count",
    title: "Exporters that lose what they record",
    description: `Entries of a recording that could not be written in the last ${windowOf(promql)}. No series for the rest.`,
    legend: "{{instance}}",
  };
}

/**
 * Where a counter of what was lost grew. The first value of a new series is no increase, so a process that could not write
 * from its start on is found by the lack of an earlier value.
 */
function losses(promql: Promql, counter: Parameters<Promql["metric"]>[0]): string {
  const lost = promql.metric(counter);
  const window = windowOf(promql);
  const by = promql.by("instance");
  const since = `max ${by} (increase(${lost}[${window}])) > 0`;
  const fromTheStart = `max ${by} (${lost}) > 0 unless max ${by} (${lost} offset ${window})`;
  return `${since}\nor\n(${fromTheStart})`;
}

function windowOf({ options }: Promql): string {
  return promqlDuration(options.windows.rateMs);
}
