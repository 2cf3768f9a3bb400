import type { Matchers } from "../promql/label-matcher";
import type { Promql } from "../promql/promql";
/**
 * Writes the parts of an alert's annotations that are filled in when it fires, in Go's template language. A query in an
 * annotation finds the series that belong to the alert: those that have the same values in its labels.
 */
export declare class AlertTemplate {
    #private;
    /** @param labels the labels of the catalogue that the alert's series have beside the scope. */
    constructor(promql: Promql, ...labels: readonly string[]);
    /** The value of one of the alert's labels. */
    label(name: string): string;
    /** The same, fit for an address. */
    labelInUrl(name: string): string;
    /** ` of cluster <name>` for each label that tells clusters apart, where the alert has it; else nothing. */
    ofCluster(): string;
    /** Variables of a dashboard, set to the alert's labels. The variable `cluster` chooses by the first label of the scope. */
    variables(...names: readonly string[]): Record<string, string>;
    /**
     * The series of a metric that belong to the alert; the metric must have all of its labels. Where Prometheus may have
     * renamed one of them, the series are looked for under either name.
     */
    metric(name: string, matchers?: Matchers): string;
    /** The largest values by one label of the catalogue, for {@link foundLabel} to show. */
    max(label: string, expr: string): string;
    /** Within {@link ifFound}: the value of a label that {@link max} kept. */
    foundLabel(name: string): string;
    /**
     * Text that is there when a query has a result; `.` in it is the first sample, with `.Value` and `.Labels`.
     *
     * @param expr made with {@link metric}.
     * @param otherwise what stands there when it has none.
     */
    ifFound(expr: string, text: string, otherwise?: string): string;
    /** Within {@link ifFound}: the text of the value that a label has that {@link max} kept; nothing for other values. */
    foundChoice(label: string, texts: Readonly<Record<string, string>>): string;
}
