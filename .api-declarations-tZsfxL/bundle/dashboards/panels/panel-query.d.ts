import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Signal } from "../../signals/signal";
/** The data source that the variable `datasource` chooses; every query, variable and annotation goes there. */
export declare const DATASOURCE: {
    readonly type: "prometheus";
    readonly uid: "${datasource}";
};
/** Grafana's names for the queries of a panel: A, B, C ... */
export declare function refIdOf(index: number): string;
/** Grafana's points in time are milliseconds. */
export declare function grafanaExpr({ expr, unit }: Signal): string;
/** Values over the time range. */
export declare function rangeQuery(signal: Signal, index: number): DataqueryBuilder;
/** Values at the end of the time range. */
export declare function instantQuery(signal: Signal, index: number): DataqueryBuilder;
/** One row for each series at the end of the time range. */
export declare function tableQuery(signal: Signal, index: number): DataqueryBuilder;
/** A histogram over time, from series with the label `le`. */
export declare function heatmapQuery(signal: Signal, index: number): DataqueryBuilder;
