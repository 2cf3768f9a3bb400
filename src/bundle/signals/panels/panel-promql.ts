import { KNOWN_METRICS } from "../../promql/known-metrics";
import { literally, matching, notMatching, printMatcher } from "../../promql/label-matcher";
import type { LabelCondition, Matchers } from "../../promql/label-matcher";
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
 * What the variable `shard` stands for while All is chosen: any shard, and as {@link WHILE_ALL} anything at all.
 */
export const ALL_SHARDS = ".*|";

/**
 * A pattern that matches everything while {@link ALL_SHARDS} is in force (`.*|x`), and no shard while some are chosen: those
 * are called by numbers, and none ends in x.
 */
const WHILE_ALL = "${shard}x";

/**
 * Writes the PromQL of panels: filtered by the dashboard's variables, and with the labels of the catalogue under their own
 * names, also where this Prometheus has them under others, or renamed one because a target label was called the same.
 * So groupings, legends, columns and links can go by the catalogue.
 */
export class PanelPromql extends Promql {
  /** The target label that the variable `cluster` chooses from: the first of those that tell clusters apart. */
  readonly clusterLabel: string;
  /** For what Prometheus says of targets: one that was down all the time is in no list of jobs that a variable offers. */
  readonly #ofTargets: Promql;
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
    const filters = this.#filters(variables);
    this.#ofTargets = new Promql(
      settled,
      variables.includes("job") ? { ...filters, ...ofJobs(options) } : filters,
    );
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

  /** Whether what is read is narrowed to values of the variable. */
  chooses(variable: PanelVariable): boolean {
    return this.#variables.includes(variable);
  }

  /** A plain selector, filtered too; for metrics without labels of the catalogue it is what {@link series} is. */
  override metric(name: string, matchers: Matchers = {}): string {
    const isOfTarget = KNOWN_METRICS.get(name)?.origin === "target";
    return (isOfTarget ? this.#ofTargets : this.#ofExporter).metric(name, matchers);
  }

  /**
   * A series that a recording rule makes, filtered by those variables whose labels it has, and with the labels of the
   * catalogue under their own names.
   *
   * @param wrap what is made of the selector, such as a function over a range.
   * @throws RangeError when the name is not `level:metric:operation`.
   */
  override recorded(
    name: string,
    labels: readonly string[],
    matchers: Matchers = {},
    wrap: (selector: string) => string = (selector) => selector,
  ): string {
    const { labelNames } = this.#original;
    return labels.reduce(
      (inner, label) => {
        const arrivesAs = labelNames[label];
        return arrivesAs === undefined
          ? inner
          : `label_replace(${inner}, "${label}", "$1", "${arrivesAs}", "(.+)")`;
      },
      wrap(this.#ofExporter.recorded(name, labels, matchers)),
    );
  }

  /** The metric's series as they were one step earlier. */
  oneStepAgo(name: string, matchers: Matchers = {}): string {
    return this.#underOwnNames(name, matchers, (selector) => `${selector} offset $__interval`);
  }

  /** Matches series of recording rules only while all shards are chosen; those rules know nothing of single ones. */
  whileAll(): Matchers {
    return this.chooses("shard") ? { shard: matching(WHILE_ALL) } : {};
  }

  /**
   * Matches series of single shards only while some are chosen: all of them, at every step, would be too much to read.
   * Undefined where no shards can be chosen.
   */
  whileChosen(): Matchers | undefined {
    if (!this.chooses("shard")) return undefined;
    return { shard: [matching("$shard"), notMatching(WHILE_ALL)] };
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
    operation: "rate" | "increase" | "deriv" | "changes",
    name: string,
    matchers: Matchers = {},
  ): string {
    return this.#underOwnNames(name, matchers, (selector) => `${operation}(${selector}${RATE_RANGE})`);
  }

  /**
   * Alerts of the bundle that fire, or since when they do. Their labels are those of the rules' results: renamed ones have their
   * own names here, and a target's label is never in their way.
   *
   * @param metric as Prometheus writes it of each alert.
   * @param matchers further conditions on their labels.
   */
  alerts(metric: "ALERTS" | "ALERTS_FOR_STATE", matchers: Matchers = {}): string {
    const { labelNames } = this.#original;
    const cluster = this.#variables.includes("cluster") ? [`${this.clusterLabel}=~"$cluster"`] : [];
    const carriesJob = this.#variables.includes("job") && this.#original.scopeLabels.includes("job");
    const job = carriesJob ? [printMatcher("job", ofJobs(this.#original).job)] : [];
    const more = Object.entries(matchers).map(([label, matcher]) => printMatcher(label, matcher));
    const state = metric === "ALERTS" ? ['alertstate="firing"'] : [];
    const names = ['alertname=~"Tidaldb.+"', `alertname!="${TELLS_NOBODY}"`];
    const selector = `${metric}{${[...names, ...state, ...cluster, ...job, ...more].join(",")}}`;
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

/** The jobs that are chosen, and that of the options. */
function ofJobs({ jobName }: BaseOptions): { readonly job: LabelCondition } {
  return { job: matching(`$job|${literally(jobName)}`) };
}
