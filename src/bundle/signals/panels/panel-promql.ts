import { KNOWN_METRICS } from "../../promql/known-metrics";
import { matching } from "../../promql/label-matcher";
import type { Matchers } from "../../promql/label-matcher";
import type { BaseOptions } from "../../terms/base-options";
import { Promql } from "../../promql/promql";

/** The variables of Grafana that expressions of panels may use. */
export const PANEL_VARIABLES = ["cluster", "job", "instance", "region", "shard", "follower"] as const;

/** One of the variables that filter a label: the one of its name, but for `cluster`, which filters the first scope label. */
export type PanelVariable = (typeof PANEL_VARIABLES)[number];

/** The alert that only inhibits others; it is sent to nobody. */
const TELLS_NOBODY = "TidaldbRegionInvolved";

/** The range of every rate in a panel: Grafana makes it fit the step and the scrape interval. */
const RATE_RANGE = "[$__rate_interval]";

/**
 * Writes the PromQL of panels: filtered by the dashboard's variables, and with the labels of the catalogue under their own
 * names, also where this Prometheus has them under others, or renamed one because a target label was called the same.
 * So groupings, legends, columns and links can go by the catalogue.
 */
export class PanelPromql extends Promql {
  /** The target label that the variable `cluster` chooses from: the first of those that tell clusters apart. */
  readonly clusterLabel: string;
  /** For metrics that other jobs have too, so that the job has to be named; the exporter's own are known by their names. */
  readonly #ofAnyJob: Promql;
  readonly #ofExporter: Promql;
  /** The two ways in which a label may arrive that a target can have too: as it is, or under its other name. */
  readonly #asItIs: Promql;
  readonly #pushedAside: Promql;
  readonly #variables: readonly PanelVariable[];
  readonly #original: BaseOptions;

  /** @param variables those that filter every metric that has such a label. */
  constructor(options: BaseOptions, variables: readonly PanelVariable[]) {
    super({ ...options, collidingLabels: [], labelNames: {} });
    this.clusterLabel = options.scopeLabels[0] ?? "cluster";
    this.#original = options;
    this.#variables = variables;
    const colliding = options.collidingLabels.filter((label) => options.labelNames[label] === undefined);
    const settled = { ...options, collidingLabels: [] };
    const filters = this.#filters(variables.filter((name) => name !== "job"));
    this.#ofAnyJob = new Promql(settled, this.#filters(variables));
    this.#ofExporter = new Promql(settled, filters);
    this.#asItIs = new Promql(
      { ...settled, scopeLabels: [...options.scopeLabels, ...colliding.map(exportedName)] },
      { ...filters, ...Object.fromEntries(colliding.map((label) => [exportedName(label), ""])) },
    );
    const otherNames = Object.fromEntries(colliding.map((label) => [label, exportedName(label)]));
    this.#pushedAside = new Promql(
      { ...settled, labelNames: { ...options.labelNames, ...otherNames } },
      filters,
    );
  }

  /** The same without these variables, for what has to be seen whatever is chosen. */
  without(...variables: readonly PanelVariable[]): PanelPromql {
    return new PanelPromql(
      this.#original,
      this.#variables.filter((name) => !variables.includes(name)),
    );
  }

  /** A plain selector, filtered too; for metrics without labels of the catalogue it is what {@link series} is. */
  override metric(name: string, matchers: Matchers = {}): string {
    const isOfExporter = KNOWN_METRICS.get(name)?.origin === "exporter";
    return (isOfExporter ? this.#ofExporter : this.#ofAnyJob).metric(name, matchers);
  }

  /**
   * The series of a metric, as an expression that can stand wherever a selector without a range can.
   *
   * @throws RangeError when the catalogue has no such metric, label or label value.
   */
  series(name: string, matchers: Matchers = {}): string {
    return this.#underOwnNames(name, matchers, (selector) => selector);
  }

  /** A function over the range of a rate, such as `rate` of a counter or `deriv` of a gauge. */
  overRate(
    operation: "rate" | "increase" | "deriv" | "changes" | "last_over_time",
    name: string,
    matchers: Matchers = {},
  ): string {
    return this.#underOwnNames(name, matchers, (selector) => `${operation}(${selector}${RATE_RANGE})`);
  }

  /** The metric's series as they are at the end of the dashboard's time range, whatever the moment that is drawn. */
  seriesAtEnd(name: string, matchers: Matchers = {}): string {
    return this.#underOwnNames(name, matchers, (selector) => `${selector} @ end()`);
  }

  /**
   * Alerts of the bundle that fire, or since when they do. Their labels are those of the rules' results: renamed ones have their
   * own names here, and a target's label is never in their way.
   *
   * @param metric as Prometheus writes it of each alert.
   */
  alerts(metric: "ALERTS" | "ALERTS_FOR_STATE"): string {
    const { labelNames } = this.#original;
    const cluster = this.#variables.includes("cluster") ? [`${this.clusterLabel}=~"$cluster"`] : [];
    const state = metric === "ALERTS" ? ['alertstate="firing"'] : [];
    const names = ['alertname=~"Tidaldb.+"', `alertname!="${TELLS_NOBODY}"`];
    const selector = `${metric}{${[...names, ...state, ...cluster].join(",")}}`;
    return Object.entries(labelNames).reduce(
      (inner, [label, arrivesAs]) => `label_replace(${inner}, "${label}", "$1", "${arrivesAs}", "(.+)")`,
      selector,
    );
  }

  /** A legend that also says which cluster, where there is more than one to tell apart. */
  legend(text: string): string {
    return `{{${this.clusterLabel}}} ${text}`;
  }

  /**
   * Where a target has a label of the same name, the exporter's label arrives as `exported_<label>`. Both spellings are
   * asked for, and the result has the label under its own name.
   */
  #underOwnNames(name: string, matchers: Matchers, wrap: (selector: string) => string): string {
    const selector = wrap(this.metric(name, matchers));
    const labels = KNOWN_METRICS.get(name)?.labels ?? [];
    const { labelNames, collidingLabels } = this.#original;
    const renamed = labels.flatMap((label): [label: string, arrivesAs: string][] => {
      const arrivesAs =
        labelNames[label] ?? (collidingLabels.includes(label) ? exportedName(label) : undefined);
      return arrivesAs === undefined ? [] : [[label, arrivesAs]];
    });
    const conditions = [...Object.keys(matchers), ...this.#variables];
    const needsBoth = renamed.some(
      ([label]) => labelNames[label] === undefined && conditions.includes(label),
    );
    const series = needsBoth
      ? `${wrap(this.#asItIs.metric(name, matchers))} or ${wrap(this.#pushedAside.metric(name, matchers))}`
      : selector;
    return renamed.reduce(
      (inner, [label, arrivesAs]) => `label_replace(${inner}, "${label}", "$1", "${arrivesAs}", "(.+)")`,
      series,
    );
  }

  #filters(variables: readonly PanelVariable[]): Matchers {
    const labelOf = (name: PanelVariable): string => (name === "cluster" ? this.clusterLabel : name);
    return Object.fromEntries(variables.map((name) => [labelOf(name), matching(`$${name}`)]));
  }
}

/** What Prometheus calls a label of a scraped series when the target has a label of that name too. */
function exportedName(label: string): string {
  return `exported_${label}`;
}
