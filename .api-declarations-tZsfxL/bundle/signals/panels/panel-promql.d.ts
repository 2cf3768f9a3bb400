import type { Matchers } from "../../promql/label-matcher";
import type { BaseOptions } from "../../terms/base-options";
import { Promql } from "../../promql/promql";
/** The variables of Grafana that expressions of panels may use. */
export declare const PANEL_VARIABLES: readonly ["cluster", "job", "instance", "region", "shard", "follower"];
/** One of the variables that filter a label: the one of its name, but for `cluster`, which filters the first scope label. */
export type PanelVariable = (typeof PANEL_VARIABLES)[number];
/**
 * Writes the PromQL of panels: filtered by the dashboard's variables, and with the labels of the catalogue under their own
 * names, also where this Prometheus has them under others, or renamed one because a target label was called the same.
 * So groupings, legends, columns and links can go by the catalogue.
 */
export declare class PanelPromql extends Promql {
    #private;
    /** The target label that the variable `cluster` chooses from: the first of those that tell clusters apart. */
    readonly clusterLabel: string;
    /** @param variables those that filter every metric that has such a label. */
    constructor(options: BaseOptions, variables: readonly PanelVariable[]);
    /** The same without these variables, for what has to be seen whatever is chosen. */
    without(...variables: readonly PanelVariable[]): PanelPromql;
    /** A plain selector, filtered too; for metrics without labels of the catalogue it is what {@link series} is. */
    metric(name: string, matchers?: Matchers): string;
    /**
     * The series of a metric, as an expression that can stand wherever a selector without a range can.
     *
     * @throws RangeError when the catalogue has no such metric, label or label value.
     */
    series(name: string, matchers?: Matchers): string;
    /** A function over the range of a rate, such as `rate` of a counter or `deriv` of a gauge. */
    overRate(operation: "rate" | "increase" | "deriv" | "changes" | "last_over_time", name: string, matchers?: Matchers): string;
    /** The metric's series as they are at the end of the dashboard's time range, whatever the moment that is drawn. */
    seriesAtEnd(name: string, matchers?: Matchers): string;
    /**
     * Alerts of the bundle that fire, or since when they do. Their labels are those of the rules' results: renamed ones have their
     * own names here, and a target's label is never in their way.
     *
     * @param metric as Prometheus writes it of each alert.
     */
    alerts(metric: "ALERTS" | "ALERTS_FOR_STATE"): string;
    /** A legend that also says which cluster, where there is more than one to tell apart. */
    legend(text: string): string;
}
