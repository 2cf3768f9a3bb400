import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";
/** The text of a cell whose value is not known. */
export declare const NOT_KNOWN = "\u2013";
/**
 * A signal with a value for every row of its table. Grafana joins the queries of a table by the labels that the answers of
 * all of them have; an answer without a series has none, and takes all columns but those of the first query with it.
 *
 * @param rows an expression with one series for each row; the signal has the same labels. Its values do not matter.
 *   Undefined: the signal has a value for every row by itself.
 * @param labels of the rows. Where there is no row at all, there is one in which none of them is known.
 */
export declare function inEveryRow(signal: Signal, rows: string | undefined, labels: readonly string[]): Signal;
/** One series for each region, those included that are heard of only as followers of others. */
export declare function regionRows(promql: PanelPromql): string;
/** 1 for each exporter, with what it runs; that is not known of those that cannot be scraped. */
export declare function exporterRows(promql: PanelPromql): string;
/** A signal by instance, in the rows of {@link exporterRows}. */
export declare function besideExporter(promql: PanelPromql, signal: Signal): Signal;
