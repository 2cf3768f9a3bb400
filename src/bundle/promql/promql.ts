import { closest } from "fastest-levenshtein";

import { KNOWN_METRICS } from "./known-metrics";
import type { KnownMetric } from "./known-metrics";
import { namedValues, printMatcher } from "./label-matcher";
import type { Matchers } from "./label-matcher";
import type { BaseOptions } from "../terms/base-options";

/** Level, metric and operation of a recording rule, as Prometheus' own advice for their names has it. */
const RECORDED_NAME = /^[a-z_]+:[a-z_]+:[a-z0-9_]+$/;

/**
 * Writes the parts of PromQL that name something: metrics, labels, values, groupings. A name that is not in the catalogue is
 * rejected here, so that no expression made with it can ask for a series that never exists.
 *
 * Arithmetic and functions around these parts are plain text.
 */
export class Promql {
  readonly options: BaseOptions;
  readonly #filters: Matchers;
  readonly #targetLabels: readonly string[];

  /**
   * @param filters added to every metric that has the label. Target labels every metric has: dashboards pass their
   *   variables here, such as `{ cluster: matching("$cluster"), region: matching("$region") }`; rules pass none.
   */
  constructor(options: BaseOptions, filters: Matchers = {}) {
    this.options = options;
    this.#filters = filters;
    this.#targetLabels = [...new Set([...options.scopeLabels, "job", "instance"])];
  }

  /** The same, with further filters. */
  filtered(filters: Matchers): Promql {
    return new Promql(this.options, { ...this.#filters, ...filters });
  }

  /**
   * A selector for a metric of the catalogue, of the exporter's process, or `up` and what else Prometheus adds to a
   * scrape. Process and target metrics, which other jobs have too, are those of the exporter's job only.
   *
   * @param matchers conditions on the metric's labels (by their names in the catalogue) and on target labels.
   * @throws RangeError when the catalogue has no such metric, label or label value.
   */
  metric(name: string, matchers: Matchers = {}): string {
    const known = KNOWN_METRICS.get(name);
    if (known === undefined) {
      const nearest = closest(name, [...KNOWN_METRICS.keys()]);
      throw new RangeError(`metric ${name}: not in the catalogue; did you mean ${nearest}?`);
    }
    for (const label of Object.keys(matchers)) this.#requireLabel(known, label);
    const job: Matchers = known.origin === "exporter" ? {} : { job: this.options.jobName };
    const all: Matchers = { ...job, ...this.#filtersFor(known), ...matchers };
    for (const [label, matcher] of Object.entries(all)) {
      const allowed = known.labelValues[label];
      const wrong = namedValues(matcher).find((value) => allowed?.includes(value) === false);
      if (wrong !== undefined) {
        throw new RangeError(
          `metric ${name}, label ${label}: expected one of ${allowed?.join(", ") ?? ""}, got ${wrong}`,
        );
      }
    }
    return name + this.#braces(all);
  }

  /**
   * A selector for a series that a recording rule makes.
   *
   * @param labels the labels of the rule's result beside the scope; filters on others are left out.
   * @throws RangeError when the name is not `level:metric:operation`.
   */
  recorded(name: string, labels: readonly string[], matchers: Matchers = {}): string {
    if (!RECORDED_NAME.test(name)) {
      throw new RangeError(`recording rule ${name}: expected a name like level:metric:operation`);
    }
    const own = [...labels, ...this.options.scopeLabels];
    const filters = Object.entries(this.#filters).filter(([label]) => own.includes(label));
    return name + this.#braces({ ...Object.fromEntries(filters), ...matchers });
  }

  /**
   * An aggregation by what tells clusters apart and by labels of the catalogue (or `instance`). A label that Prometheus
   * renamed because a target has one of its name counts under its own name, and the target's is gone: replicas of the
   * exporter that differ in it alone say the same thing, and two alerts with the same labels would fail the whole rule.
   *
   * @param inner an instant vector.
   */
  aggregate(operation: string, labels: readonly string[], inner: string): string {
    const settled = labels.reduce((vector, label) => {
      const [own = label, ...others] = this.labelNames(label);
      return others.reduce(
        (each, other) => `label_replace(${each}, "${own}", "$1", "${other}", "(.+)")`,
        vector,
      );
    }, inner);
    return `${operation} ${this.by(...labels)} (${settled})`;
  }

  /** `by (...)`: the labels that tell clusters apart, then these. */
  by(...labels: readonly string[]): string {
    return `by (${this.labels(...labels).join(", ")})`;
  }

  /** `on (...)`: the labels that tell clusters apart, then these. */
  on(...labels: readonly string[]): string {
    return `on (${this.labels(...labels).join(", ")})`;
  }

  /** What `by` groups by: the scope, then labels of the catalogue (or `instance`) under the names that are expected here. */
  labels(...labels: readonly string[]): string[] {
    return [...this.options.scopeLabels, ...labels.map((label) => this.labelName(label))];
  }

  /** The name that a label of the catalogue has in this Prometheus, unless a target has one of that name. */
  labelName(label: string): string {
    return this.labelNames(label)[0] ?? label;
  }

  /** The names that a label of the catalogue may have in this Prometheus; the first is the one that is expected. */
  labelNames(label: string): string[] {
    const { labelNames, collidingLabels } = this.options;
    const renamed = labelNames[label];
    if (renamed !== undefined) return [renamed];
    return collidingLabels.includes(label) ? [label, `exported_${label}`] : [label];
  }

  #requireLabel(metric: KnownMetric, label: string): void {
    const known = [...metric.labels, ...this.#targetLabels];
    if (known.includes(label)) return;
    throw new RangeError(`metric ${metric.name}: has no label ${label}; it has ${known.join(", ")}`);
  }

  #filtersFor(metric: KnownMetric): Matchers {
    const own = [...metric.labels, ...this.#targetLabels];
    return Object.fromEntries(Object.entries(this.#filters).filter(([label]) => own.includes(label)));
  }

  #braces(matchers: Matchers): string {
    const printed = Object.entries(matchers).map(([label, matcher]) =>
      printMatcher(this.options.labelNames[label] ?? label, matcher),
    );
    return printed.length === 0 ? "" : `{${printed.join(",")}}`;
  }
}
