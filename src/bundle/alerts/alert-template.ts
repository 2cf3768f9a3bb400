import type { Matchers } from "../promql/label-matcher";
import type { Promql } from "../promql/promql";
import { namingScopeLabels } from "../promql/scope-labels";

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

  /** The value of one of the alert's labels. */
  label(name: string): string {
    return `{{ $labels.${this.#promql.labelName(name)} }}`;
  }

  /** The same, fit for an address. */
  labelInUrl(name: string): string {
    return `{{ $labels.${this.#promql.labelName(name)} | urlquery }}`;
  }

  /** Those of some labels that the alert has as a query, each fit for an address; nothing where none of them can be there. */
  query(...names: readonly string[]): string {
    const present = names.filter((name) => this.#labels.includes(name));
    const pairs = present.map(
      (name) => `{{ with $labels.${this.#promql.labelName(name)} }}${name}={{ . | urlquery }}&{{ end }}`,
    );
    return pairs.length === 0 ? "" : `?${pairs.join("")}`;
  }

  /** ` of cluster <name>` for each label that tells clusters apart, where the alert has it; else nothing. */
  ofCluster(): string {
    const labels = namingScopeLabels(this.#promql.options.scopeLabels);
    return labels.map((label) => `{{ with $labels.${label} }} of ${label} {{ . }}{{ end }}`).join("");
  }

  /** Variables of a dashboard, set to the alert's labels. The variable `cluster` chooses by the first label of the scope. */
  variables(...names: readonly string[]): Record<string, string> {
    const [cluster] = this.#promql.options.scopeLabels;
    return {
      ...(cluster !== undefined && { cluster: this.labelInUrl(cluster) }),
      ...Object.fromEntries(names.map((name) => [name, this.labelInUrl(name)])),
    };
  }

  /**
   * The series of a metric that belong to the alert; the metric must have all of its labels. Where Prometheus may have
   * renamed one of them, the series are looked for under either name.
   */
  metric(name: string, matchers: Matchers = {}): string {
    const selector = this.#promql.metric(name, matchers);
    const alternatives = this.#ownMatchers().map((own) =>
      selector.endsWith("}") ? `${selector.slice(0, -1)},${own}}` : `${selector}{${own}}`,
    );
    return alternatives.length === 1 ? alternatives.join("") : `(${alternatives.join(" or ")})`;
  }

  /** The largest values by one label of the catalogue, for {@link foundLabel} to show. */
  max(label: string, expr: string): string {
    return `max by (${this.#promql.labelNames(label).join(", ")}) (${expr})`;
  }

  /** Within {@link ifFound}: the value of a label that {@link max} kept. */
  foundLabel(name: string): string {
    const [own = name, ...others] = this.#promql.labelNames(name);
    const values = [...others, own].map((label) => `.Labels.${label}`);
    return values.length === 1 ? `{{ ${values.join("")} }}` : `{{ or ${values.join(" ")} }}`;
  }

  /**
   * Text that is there when a query has a result; `.` in it is the first sample, with `.Value` and `.Labels`.
   *
   * @param expr made with {@link metric}.
   * @param otherwise what stands there when it has none.
   */
  ifFound(expr: string, text: string, otherwise?: string): string {
    const labels = this.#promql.labels(...this.#labels);
    const values = labels.map((label) => `$labels.${label}`).join(" ");
    const selectors = labels.length === 0 ? 0 : (expr.split("=%q").length - 1) / labels.length;
    const args = Array<string>(selectors).fill(values);
    const query = args.length === 0 ? `\`${expr}\`` : `printf \`${expr}\` ${args.join(" ")}`;
    return `{{ with ${query} | query }}{{ with first . }}${text}{{ end }}${otherwise === undefined ? "" : `{{ else }}${otherwise}`}{{ end }}`;
  }

  /** Within {@link ifFound}: the text of the value that a label has that {@link max} kept; nothing for other values. */
  foundChoice(label: string, texts: Readonly<Record<string, string>>): string {
    const [own = label] = this.#promql.labelNames(label);
    const branches = Object.entries(texts).map(
      ([value, text]) => `if eq .Labels.${own} "${value}" }}${text}{{ `,
    );
    return `{{ ${branches.join("else ")}end }}`;
  }

  /**
   * The alert's labels as conditions, `%q` for each value: once if each label has one name, else once for each way in
   * which the labels may have arrived. No series is in two of these.
   */
  #ownMatchers(): readonly string[] {
    const ways = (label: string): readonly string[] => {
      const [own = label, ...others] = this.#promql.labelNames(label);
      const missing = others.map((other) => `${other}="",`).join("");
      return [`${missing}${own}=%q`, ...others.map((other) => `${other}=%q`)];
    };
    const scope = this.#promql.options.scopeLabels.map((label) => [`${label}=%q`]);
    return [...scope, ...this.#labels.map(ways)].reduce<readonly string[]>(
      (all, next) =>
        all.flatMap((before) => next.map((each) => (before === "" ? each : `${before},${each}`))),
      [""],
    );
  }
}
