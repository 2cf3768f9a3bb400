import { indent } from "../../promql/indent";
import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

/** The text of a cell whose value is not known. */
export const NOT_KNOWN = "–";

/** A value that claims nothing, unlike 0; tables show it as {@link NOT_KNOWN}. */
const NO_VALUE = "NaN";

/**
 * A signal with a value for every row of its table. Grafana joins the queries of a table by the labels that the answers of
 * all of them have; an answer without a series has none, and takes all columns but those of the first query with it.
 *
 * @param rows an expression with one series for each row; the signal has the same labels. Its values do not matter.
 *   Undefined: the signal has a value for every row by itself.
 * @param labels of the rows. Where there is no row at all, there is one in which none of them is known.
 * @param whenEmpty what that one row says instead, by label.
 */
export function inEveryRow(
  signal: Signal,
  rows: string | undefined,
  labels: readonly string[],
  whenEmpty: Readonly<Record<string, string>> = {},
): Signal {
  const filler = rows === undefined ? [] : [`(\n${indent(rows)}\n) * ${NO_VALUE}`];
  const empty = withLabels(`vector(${NO_VALUE})`, labels, whenEmpty);
  return { ...signal, expr: [signal.expr, ...filler].join("\nor\n") + `\nor on ()\n${empty}` };
}

/** The series with these labels set to {@link NOT_KNOWN}, or to the texts given. */
function withLabels(
  expr: string,
  labels: readonly string[],
  texts: Readonly<Record<string, string>> = {},
): string {
  return labels.reduce(
    (inner, label) => `label_replace(${inner}, "${label}", "${texts[label] ?? NOT_KNOWN}", "", "")`,
    expr,
  );
}

/** One series for each region, those included that are heard of only as followers of others. */
export function regionRows(promql: PanelPromql): string {
  const by = promql.by("region");
  return ["tidaldb_region_health", "tidaldb_region_inbound_lag_seconds"]
    .map((metric) => `group ${by} (${promql.series(metric)})`)
    .join("\nor\n");
}

const BUILD_LABELS = ["version", "revision", "node_version"] as const;

/** 1 for each exporter, with what it runs; that is not known of those that cannot be scraped. */
export function exporterRows(promql: PanelPromql): string {
  const build = `group ${promql.by("instance", ...BUILD_LABELS)} (${promql.series("tidaldb_exporter_build_info")})`;
  const targets = `group ${promql.by("instance")} (${promql.series("up")})`;
  const withoutBuild = `${targets} unless ${promql.on("instance")} ${build}`;
  return `${build}\nor\n${withLabels(withoutBuild, BUILD_LABELS)}`;
}

/** A signal by instance, in the rows of {@link exporterRows}. */
export function besideExporter(promql: PanelPromql, signal: Signal): Signal {
  const rows = `(\n${indent(exporterRows(promql))}\n)`;
  return { ...signal, expr: `${rows}\n* ${promql.on("instance")} group_left ()\n(${signal.expr})` };
}
