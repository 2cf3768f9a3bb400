import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Signal } from "../../signals/signal";

/** The data source that the variable `datasource` chooses; every query, variable and annotation goes there. */
export const DATASOURCE = { type: "prometheus", uid: "${datasource}" } as const;

/** Grafana's names for the queries of a panel: A, B, C ... */
export function refIdOf(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

/** Grafana's points in time are milliseconds. */
export function grafanaExpr({ expr, unit }: Signal): string {
  return unit === "timestamp_seconds" ? `(${expr}) * 1000` : expr;
}

function query(signal: Signal, index: number): DataqueryBuilder {
  return new DataqueryBuilder()
    .refId(refIdOf(index))
    .datasource(DATASOURCE)
    .expr(grafanaExpr(signal))
    .legendFormat(signal.legend ?? "__auto");
}

/** Values over the time range. */
export function rangeQuery(signal: Signal, index: number): DataqueryBuilder {
  return query(signal, index).range();
}

/** Values at the end of the time range. */
export function instantQuery(signal: Signal, index: number): DataqueryBuilder {
  return query(signal, index).instant();
}

/** One row for each series at the end of the time range. */
export function tableQuery(signal: Signal, index: number): DataqueryBuilder {
  return instantQuery(signal, index).format(PromQueryFormat.Table);
}

/** A histogram over time, from series with the label `le`. */
export function heatmapQuery(signal: Signal, index: number): DataqueryBuilder {
  return rangeQuery(signal, index).format(PromQueryFormat.Heatmap);
}
