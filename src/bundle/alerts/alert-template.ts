import type { Matchers } from "../label-matcher";
import type { Promql } from "../promql";

/**
 * Writes the parts of an alert's annotations that are filled in when it fires, in Go's template language. A query in an
 * annotation finds the series that belong to the alert: those that have the same values in its labels.
 */
export class AlertTemplate {
  readonly #promql: Promql;
  readonly #labels: readonly string[];

  /** @param labels the labels of the catalogue that the alert's series have beside the scope. */
  constructor(promql: Promql, ...labels: readonly string[]) {
    this.#promql = promql;
    this.#labels = labels;
  }

  /** The value of one of the alert's labels. Of the names that it may have, the one that Prometheus made up wins. */
  label(name: string): string {
    return `{{ ${this.#labelValue(name)} }}`;
  }

  /** The same, fit for an address. */
  labelInUrl(name: string): string {
    const value = this.#labelValue(name);
    return `{{ ${value.includes(" ") ? `(${value})` : value} | urlquery }}`;
  }

  /** ` of cluster <name>` where there is a label that says so, else nothing. */
  ofCluster(): string {
    if (!this.#promql.options.scopeLabels.includes("cluster")) return "";
    return "{{ with $labels.cluster }} of cluster {{ . }}{{ end }}";
  }

  /** Variables of a dashboard, set to the alert's labels. */
  variables(...names: readonly string[]): Record<string, string> {
    const cluster = this.#promql.options.scopeLabels.includes("cluster") ? ["cluster"] : [];
    return Object.fromEntries([...cluster, ...names].map((name) => [name, this.labelInUrl(name)]));
  }

  /** A selector for the series of a metric that belong to the alert; the metric must have all of its labels. */
  metric(name: string, matchers: Matchers = {}): string {
    const selector = this.#promql.metric(name, matchers);
    const own = this.#ownMatchers();
    return selector.endsWith("}") ? `${selector.slice(0, -1)},${own}}` : `${selector}{${own}}`;
  }

  /**
   * Text that is there when a query has a result; `.` in it is the first sample, with `.Value` and `.Labels`.
   *
   * @param expr made with {@link metric}.
   */
  ifFound(expr: string, text: string): string {
    const selectors = expr.split(this.#ownMatchers()).length - 1;
    const values = this.#labelNames().map((label) => `$labels.${label}`);
    const args = Array<string>(selectors).fill(values.join(" ")).join(" ");
    return `{{ with printf \`${expr}\` ${args} | query }}{{ with first . }}${text}{{ end }}{{ end }}`;
  }

  #labelNames(): string[] {
    return this.#promql.labels(...this.#labels);
  }

  #ownMatchers(): string {
    return this.#labelNames()
      .map((label) => `${label}=%q`)
      .join(",");
  }

  #labelValue(name: string): string {
    const [expected = name, ...others] = this.#promql.labelNames(name);
    return others.length === 0
      ? `$labels.${expected}`
      : `or ${[...others, expected].map((label) => `$labels.${label}`).join(" ")}`;
  }
}
