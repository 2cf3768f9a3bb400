import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { parse } from "yaml";

import { parseDuration } from "../../../truth/prometheus/duration";
import { parseSeriesText } from "../../../truth/prometheus/exposition";
import { ModelPrometheus } from "../../../truth/prometheus/model-prometheus";
import type { RuleBook } from "../../../truth/prometheus/rule-book";

/** One test of a file for `promtool test rules`. */
export interface PromtoolCase {
  readonly name: string;
  readonly interval: string;
  /** How often promtool evaluates the rules, whatever their groups say; a setting of the file. */
  readonly evaluation_interval: string;
  readonly input_series?: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test?: readonly {
    readonly eval_time: string;
    readonly alertname: string;
    readonly exp_alerts?: readonly { readonly exp_labels?: Readonly<Record<string, string>> }[];
  }[];
  readonly promql_expr_test?: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples?: readonly { readonly labels: string; readonly value: number }[];
  }[];
}

/** The tests of a file. */
export function promtoolCases(path: string): readonly PromtoolCase[] {
  const { tests, evaluation_interval } = parse(readFileSync(path, "utf8")) as {
    readonly tests: readonly PromtoolCase[];
    readonly evaluation_interval: string;
  };
  return tests.map((one, index) => ({
    ...one,
    name: `${basename(path)} ${one.name || index}`,
    evaluation_interval,
  }));
}

/** A number, undefined for a gap, "stale" for a staleness marker. */
export type PromtoolValue = number | "stale" | undefined;

/** Samples of promtool's notation. */
export function promtoolValues(text: string): readonly PromtoolValue[] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((part): readonly PromtoolValue[] => {
      const gap = /^_(?:x(\d+))?$/.exec(part);
      if (gap !== null) return Array.from<undefined>({ length: Number(gap[1] ?? 1) });
      if (part === "stale") return ["stale" as const];
      const [, start = "", step = "0", times] =
        /^(-?[\d.e]+|-?inf|nan)([+-][\d.]+)?(?:x(\d+))?$/i.exec(part) ?? [];
      if (start === "") throw new Error(`not promtool's notation: ${part}`);
      return Array.from({ length: Number(times ?? 0) + 1 }, (_, i) => Number(start) + i * Number(step));
    });
}

interface Found {
  readonly asked: string;
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

const text = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(labels).sort());

/** What the model answers to a case, beside what the case expects. */
export function answersOfModel(book: RuleBook, one: PromtoolCase): readonly Found[] {
  const queries = one.promql_expr_test ?? [];
  const alerts = one.alert_rule_test ?? [];
  for (const { expr } of queries) book.query(expr);
  const model = new ModelPrometheus(book);
  const step = parseDuration(one.interval);
  const inputs = (one.input_series ?? []).map(({ series, values }) => {
    return { labels: parseSeriesText(series), values: promtoolValues(values) };
  });
  const ends = [...queries, ...alerts].map(({ eval_time }) => parseDuration(eval_time));
  const found: Found[] = [];
  for (let at = 0; at <= Math.max(...ends); at += parseDuration(one.evaluation_interval)) {
    if (at % step === 0) {
      for (const { labels, values } of inputs) {
        const value = values[at / step];
        if (value !== undefined) model.append(labels, value === "stale" ? undefined : value, at);
      }
    }
    model.evaluate(at);
    for (const { eval_time, alertname, exp_alerts = [] } of alerts) {
      if (parseDuration(eval_time) !== at) continue;
      found.push({
        asked: `${alertname} at ${eval_time}`,
        expected: exp_alerts.map(({ exp_labels = {} }) => text({ ...exp_labels, alertname })).sort(),
        found: model.alerts
          .filter(({ labels, state }) => state === "firing" && labels["alertname"] === alertname)
          .map(({ labels }) => text(labels))
          .sort(),
      });
    }
    for (const { expr, eval_time, exp_samples = [] } of queries) {
      if (parseDuration(eval_time) !== at) continue;
      found.push({
        asked: `${expr} at ${eval_time}`,
        expected: exp_samples.map(({ labels, value }) => `${text(labelsOf(labels))} ${value}`).sort(),
        found: model
          .query(expr, at)
          .map(({ labels, value }) => `${text(labels)} ${value}`)
          .sort(),
      });
    }
  }
  if (model.failures.length > 0) throw new Error(model.failures.join("\n"));
  return found;
}

function labelsOf(braces: string): Record<string, string> {
  const labels = Object.entries(parseSeriesText(`x${braces.startsWith("{") ? braces : "{}"}`));
  return Object.fromEntries(labels.filter(([name]) => name !== "__name__"));
}
