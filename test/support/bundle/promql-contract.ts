import { constantAgeComparisons } from "./promql-never-true";
import type { KnownSeries } from "./promql-known-series";
import { TARGET_LABELS } from "./promql-known-series";
import { readPromql } from "./promql-reading";
import type { PromqlReading, ReadMatcher, ReadSelector } from "./promql-reading";
import type { SourcedPromql } from "./promql-source";

/** Functions that are right for numbers that only go up, but for a restart. */
const FOR_COUNTERS = ["rate", "irate", "increase", "resets"];

/** Functions that take a restart of a counter for a fall of what it counts. */
const FOR_GAUGES = ["delta", "idelta", "deriv", "predict_linear", "changes", "holt_winters"];

/** Matches no shard, and what has none as long as all are chosen. */
const WHILE_ALL = "${shard}x";

/** What an expression names that does not exist, or uses as what it is not. Empty when all is well. */
export function contractViolations(expr: string, known: ReadonlyMap<string, KnownSeries>): string[] {
  const reading = readPromql(expr);
  if (reading.syntaxErrors.length > 0) return reading.syntaxErrors.map((error) => `not PromQL ${error}`);
  return [
    ...reading.selectors.flatMap((selector) => selectorViolations(selector, known)),
    ...groupingViolations(reading, known),
    ...constantAgeComparisons(reading.tree, expr).map(
      (comparison) => `${comparison}: no live sample is that old, so this is always the same`,
    ),
  ];
}

/** What is wrong with expressions, each finding with its place; also labels that are shown and that no series has. */
export function promqlFindings(
  expressions: readonly SourcedPromql[],
  known: ReadonlyMap<string, KnownSeries>,
): string[] {
  return expressions.flatMap(({ where, expr, labelsShown }) => {
    const labels = labelsOf(expr, known);
    return [
      ...contractViolations(expr, known),
      ...labelsShown
        .filter((label) => !labels.has(label))
        .map((label) => `shows ${label}, which no series has`),
    ].map((finding) => `${where}: ${finding}`);
  });
}

/** Every label that a series of the expression can have. */
function labelsOf(expr: string, known: ReadonlyMap<string, KnownSeries>): ReadonlySet<string> {
  const { selectors, madeLabels } = readPromql(expr);
  return new Set([
    ...TARGET_LABELS,
    ...madeLabels,
    ...selectors.flatMap(({ metric }) => known.get(metric ?? "")?.labels ?? []),
  ]);
}

function selectorViolations(selector: ReadSelector, known: ReadonlyMap<string, KnownSeries>): string[] {
  const { metric, matchers, rangeFunction } = selector;
  if (metric === undefined) return ["a selector without the name of a metric"];
  const series = known.get(metric);
  if (series === undefined) return [`${metric}: no such metric`];
  return [
    ...matchers.flatMap((matcher) => matcherViolations(metric, series, matcher)),
    ...typeViolations(metric, series, rangeFunction),
  ];
}

function matcherViolations(metric: string, series: KnownSeries, matcher: ReadMatcher): string[] {
  const { label, operator, value } = matcher;
  // What is recorded of all shards is read while all are chosen, and told by a label that it does not have.
  if (series.type === "recorded" && operator === "=~" && value === WHILE_ALL) return [];
  if (!series.labels.includes(label) && !TARGET_LABELS.includes(label)) {
    return [`${metric}: has no label ${label}`];
  }
  const allowed = series.labelValues[label];
  // A variable is filled in by Grafana; no value at all is what a label has that is not there.
  if (allowed === undefined || value.includes("$") || value === "") return [];
  const wrong = operator.includes("~")
    ? wrongAlternatives(value, allowed)
    : [value].filter((v) => !allowed.includes(v));
  return wrong.map((v) => `${metric}: label ${label} is never ${v}, only ${allowed.join(", ")}`);
}

/** The parts of a pattern between bars, as far as they match no value that there is. */
function wrongAlternatives(pattern: string, allowed: readonly string[]): string[] {
  const alternatives = pattern.replace(/^\((.*)\)$/, "$1").split("|");
  return alternatives.filter((alternative) => {
    const whole = new RegExp(`^(?:${alternative})$`);
    return !allowed.some((value) => whole.test(value));
  });
}

function typeViolations(metric: string, { type }: KnownSeries, rangeFunction: string | undefined): string[] {
  if (rangeFunction === undefined) return [];
  const wrong = { counter: FOR_GAUGES, gauge: FOR_COUNTERS, recorded: FOR_COUNTERS }[type];
  return wrong.includes(rangeFunction) ? [`${rangeFunction} of ${metric}, which is a ${type}`] : [];
}

function groupingViolations(reading: PromqlReading, known: ReadonlyMap<string, KnownSeries>): string[] {
  return reading.groupings.flatMap(({ labels, metrics }) => {
    const possible = [
      ...TARGET_LABELS,
      ...reading.madeLabels,
      ...metrics.flatMap((metric) => known.get(metric)?.labels ?? []),
    ];
    return labels
      .filter((label) => !possible.includes(label))
      .map((label) => `grouped by ${label}, which none of ${metrics.join(", ")} has`);
  });
}
