import type { Matchers } from "./label-matcher";
import type { BaseOptions } from "../terms/base-options";
/**
 * Writes the parts of PromQL that name something: metrics, labels, values, groupings. A name that is not in the catalogue is
 * rejected here, so that no expression made with it can ask for a series that never exists.
 *
 * Arithmetic and functions around these parts are plain text.
 */
export declare class Promql {
    #private;
    readonly options: BaseOptions;
    /**
     * @param filters added to every metric that has the label. Target labels every metric has: dashboards pass their
     *   variables here, such as `{ cluster: matching("$cluster"), region: matching("$region") }`; rules pass none.
     */
    constructor(options: BaseOptions, filters?: Matchers);
    /** The same, with further filters. */
    filtered(filters: Matchers): Promql;
    /**
     * A selector for a metric of the catalogue, of the exporter's process, or `up` and what else Prometheus adds to a
     * scrape. Process and target metrics, which other jobs have too, are those of the exporter's job only.
     *
     * @param matchers conditions on the metric's labels (by their names in the catalogue) and on target labels.
     * @throws RangeError when the catalogue has no such metric, label or label value.
     */
    metric(name: string, matchers?: Matchers): string;
    /**
     * A selector for a series that a recording rule makes.
     *
     * @param labels the labels of the rule's result beside the scope; filters on others are left out.
     * @throws RangeError when the name is not `level:metric:operation`.
     */
    recorded(name: string, labels: readonly string[], matchers?: Matchers): string;
    /**
     * An aggregation by what tells clusters apart and by labels of the catalogue (or `instance`). A label that Prometheus
     * renamed because a target has one of its name counts under its own name, and the target's is gone: replicas of the
     * exporter that differ in it alone say the same thing, and two alerts with the same labels would fail the whole rule.
     *
     * @param inner an instant vector.
     */
    aggregate(operation: string, labels: readonly string[], inner: string): string;
    /** `by (...)`: the labels that tell clusters apart, then these. */
    by(...labels: readonly string[]): string;
    /** `on (...)`: the labels that tell clusters apart, then these. */
    on(...labels: readonly string[]): string;
    /** What `by` groups by: the scope, then labels of the catalogue (or `instance`) under the names that are expected here. */
    labels(...labels: readonly string[]): string[];
    /** The name that a label of the catalogue has in this Prometheus, unless a target has one of that name. */
    labelName(label: string): string;
    /** The names that a label of the catalogue may have in this Prometheus; the first is the one that is expected. */
    labelNames(label: string): string[];
}
