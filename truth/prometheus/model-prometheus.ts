import { AlertingRule, type ActiveAlert } from "./alerting-rule";
import type { LabelInterner, LabelRecord, Labels } from "./labels";
import { EvaluationError, type Sample } from "./promql/expression";
import { RuleBook, type Rule, type RuleGroup } from "./rule-book";
import { ScrapedTarget } from "./scraped-target";
import { STALE, SeriesStore } from "./series-store";

const RESEND_DELAY_MS = 60_000;

/** An alert as Prometheus sends it to Alertmanager. */
export interface SentAlert {
  readonly labels: LabelRecord;
  readonly state: "firing" | "resolved";
  readonly activeAtMs: number;
  readonly firedAtMs: number;
  readonly resolvedAtMs?: number;
  /** Alertmanager takes it as resolved from then on. */
  readonly endsAtMs: number;
}

/** An alert as the page "Alerts" of Prometheus shows it. */
export interface ShownAlert {
  readonly labels: LabelRecord;
  readonly state: "pending" | "firing";
  readonly activeAtMs: number;
  readonly value: number;
}

interface RunningGroup {
  readonly group: RuleGroup;
  readonly rules: readonly { readonly rule: Rule; readonly alerting?: AlertingRule; series: Set<Labels> }[];
  lastMs: number;
}

/**
 * Prometheus in virtual time: scrapes, rules and alerts. Not modelled: relabelling, sample limits, timestamps in
 * expositions, scrape_* series, a restart, what the store forgets by its retention, and time that a scrape or a query takes.
 */
export class ModelPrometheus {
  readonly #book: RuleBook;
  readonly #store: SeriesStore;
  readonly #groups: readonly RunningGroup[];
  readonly #targets = new Map<Labels, ScrapedTarget>();
  readonly #externalLabels: LabelRecord;
  readonly #generation: number;
  /** Evaluations that Prometheus would have logged as failed. */
  readonly failures: string[] = [];

  /** @param rules - text of a rules file, or one that is compiled already, which costs nothing. */
  constructor(
    rules: string | RuleBook,
    { externalLabels = {} }: { readonly externalLabels?: LabelRecord } = {},
  ) {
    this.#book = typeof rules === "string" ? new RuleBook(rules) : rules;
    this.#externalLabels = externalLabels;
    this.#generation = this.#book.interner.generation;
    this.#store = new SeriesStore(this.#book.keepMs);
    this.#groups = this.#book.groups.map((group) => ({
      group,
      lastMs: -Infinity,
      rules: group.rules.map((rule) => ({
        rule,
        series: new Set<Labels>(),
        ...(rule.kind === "alert" ? { alerting: new AlertingRule(rule) } : {}),
      })),
    }));
  }

  /** Takes in a scrape of a target; undefined when it failed. Times of one target must grow. */
  scrape(target: LabelRecord, text: string | undefined, atMs: number): void {
    const key = this.#interner.intern(target);
    let scraped = this.#targets.get(key);
    if (scraped === undefined) {
      scraped = new ScrapedTarget(key.record, this.#interner, this.#store);
      this.#targets.set(key, scraped);
    }
    this.#store.version += 1;
    scraped.scrape(text, atMs);
  }

  /** Service discovery does not name the target any more: its series end. */
  removeTarget(target: LabelRecord, atMs: number): void {
    const key = this.#interner.intern(target);
    this.#store.version += 1;
    this.#targets.get(key)?.remove(atMs);
    this.#targets.delete(key);
  }

  /** Adds one sample, as remote write would; undefined is a staleness marker. */
  append(labels: LabelRecord, value: number | undefined, atMs: number): void {
    this.#store.version += 1;
    this.#store.series(this.#interner.intern(labels))?.append(atMs, value ?? STALE);
  }

  /**
   * Evaluates each group whose multiple of the interval has come since the last call, as of that multiple. Multiples that
   * were missed are skipped.
   *
   * @returns what is sent to Alertmanager now: each firing alert once a minute, each resolved one for 15 minutes.
   */
  evaluate(atMs: number): readonly SentAlert[] {
    this.#refuseForgotten();
    const sent: SentAlert[] = [];
    for (const running of this.#groups) {
      const { intervalMs } = running.group;
      const slotMs = Math.floor(atMs / intervalMs) * intervalMs;
      if (slotMs <= running.lastMs) continue;
      running.lastMs = slotMs;
      for (const one of running.rules) this.#evaluateRule(one, slotMs, intervalMs, sent);
    }
    return sent;
  }

  /** Alerts that are pending or firing now. */
  get alerts(): readonly ShownAlert[] {
    const shown: ShownAlert[] = [];
    for (const { alerting } of this.#groups.flatMap(({ rules }) => rules)) {
      for (const { labels, state, activeAtMs, value } of alerting?.active.values() ?? []) {
        if (state !== "inactive") shown.push({ labels: labels.record, state, activeAtMs, value });
      }
    }
    return shown;
  }

  /** The result of a query that `RuleBook.query` has compiled or a rule contains. A scalar is an element without labels. */
  query(text: string, atMs: number): readonly { readonly labels: LabelRecord; readonly value: number }[] {
    const expression = this.#book.query(text);
    if (expression.kind === "scalar")
      return [{ labels: {}, value: expression.run({ store: this.#store, atMs }) }];
    if (expression.kind !== "vector") throw new Error(`not an instant query: ${text}`);
    return expression
      .run({ store: this.#store, atMs })
      .map(({ labels, value }) => ({ labels: labels.record, value }));
  }

  get #interner(): LabelInterner {
    this.#refuseForgotten();
    return this.#book.interner;
  }

  #refuseForgotten(): void {
    if (this.#generation === this.#book.interner.generation) return;
    throw new Error("the rule book has forgotten the labels of this Prometheus; make a new one");
  }

  #evaluateRule(
    one: RunningGroup["rules"][number],
    atMs: number,
    intervalMs: number,
    sent: SentAlert[],
  ): void {
    const { rule, alerting } = one;
    try {
      const samples = rule.run(this.#store, atMs);
      if (rule.kind === "record") this.#write(one, recorded(rule, samples), atMs);
      if (alerting === undefined) return;
      alerting.update(samples, atMs);
      if (this.#book.keepMs.has("ALERTS")) this.#write(one, alertSeries(alerting), atMs);
      for (const alert of alerting.active.values()) this.#send(alert, atMs, intervalMs, sent);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      this.failures.push(`${rule.name}: ${error.message}`);
    }
  }

  /** Writes the results of a rule, and ends the series that it had before. */
  #write(one: RunningGroup["rules"][number], samples: readonly Sample[], atMs: number): void {
    const written = new Set<Labels>();
    for (const { labels, value } of samples) {
      written.add(labels);
      this.#store.series(labels)?.append(atMs, value);
    }
    for (const labels of one.series)
      if (!written.has(labels)) this.#store.series(labels)?.append(atMs, STALE);
    if (samples.length > 0 || one.series.size > 0) this.#store.version += 1;
    one.series = written;
  }

  #send(alert: ActiveAlert, atMs: number, intervalMs: number, sent: SentAlert[]): void {
    const { state, firedAtMs, resolvedAtMs } = alert;
    if (state === "pending" || firedAtMs === undefined) return;
    const isNews = resolvedAtMs !== undefined && resolvedAtMs > alert.lastSentMs;
    if (!isNews && alert.lastSentMs + RESEND_DELAY_MS >= atMs) return;
    alert.lastSentMs = atMs;
    alert.validUntilMs = atMs + 4 * Math.max(intervalMs, RESEND_DELAY_MS);
    sent.push({
      labels: { ...this.#externalLabels, ...alert.labels.record },
      state: state === "firing" ? "firing" : "resolved",
      activeAtMs: alert.activeAtMs,
      firedAtMs,
      ...(resolvedAtMs === undefined ? {} : { resolvedAtMs }),
      endsAtMs: resolvedAtMs ?? alert.validUntilMs,
    });
  }
}

function recorded(rule: Extract<Rule, { kind: "record" }>, samples: readonly Sample[]): readonly Sample[] {
  return samples.map(({ labels, value }) => ({
    labels: rule.label(labels),
    value,
  }));
}

function alertSeries(rule: AlertingRule): readonly Sample[] {
  return [...rule.active.values()]
    .filter(({ state }) => state !== "inactive")
    .map(({ labels, state }) => ({
      labels: labels.with({ __name__: "ALERTS", alertstate: state }),
      value: 1,
    }));
}
