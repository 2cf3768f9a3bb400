import type { Labels } from "../labels";
import { STALE, type Selection, type Series } from "../series-store";
import type { Compilation, MatrixExpression, VectorExpression, Window, Sample } from "./expression";
import { UnsupportedPromql } from "./expression";

const LOOKBACK_MS = 300_000;

/** One condition of a selector. */
export interface LabelMatcher {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

/** A selector as it is written, before it knows whether it is one of instants or of ranges. */
export interface Selector {
  readonly selection: Selection;
  /** The labels that `absent()` of it has. */
  readonly absent: Labels;
}

/** Regular expressions of PromQL are anchored. */
export function anchored(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, "su");
}

function condition({ name, operator, value }: LabelMatcher): (labels: Labels) => boolean {
  if (operator === "=") return (labels) => labels.get(name) === value;
  if (operator === "!=") return (labels) => labels.get(name) !== value;
  const pattern = anchored(value);
  return operator === "=~"
    ? (labels) => pattern.test(labels.get(name))
    : (labels) => !pattern.test(labels.get(name));
}

/** @throws UnsupportedPromql when no name of a metric is given. */
export function selector(matchers: readonly LabelMatcher[], { interner }: Compilation): Selector {
  const metric = matchers.find(({ name, operator }) => name === "__name__" && operator === "=")?.value;
  if (metric === undefined) throw new UnsupportedPromql("a selector without the name of a metric");
  const conditions = matchers.map(condition);
  const equal = matchers.filter(
    ({ name, operator }) =>
      operator === "=" && name !== "__name__" && matchers.filter((other) => other.name === name).length === 1,
  );
  return {
    selection: { metric, matches: (labels) => conditions.every((holds) => holds(labels)) },
    absent: interner.constant(Object.fromEntries(equal.map(({ name, value }) => [name, value]))),
  };
}

/** The newest sample of each series, unless it is stale or older than five minutes. */
export function instant(
  { selection, absent }: Selector,
  offsetMs: number,
  { leftOpen, reads }: Compilation,
): VectorExpression {
  reads(selection.metric, LOOKBACK_MS + offsetMs);
  return {
    kind: "vector",
    absent,
    run: ({ store, atMs }) => {
      const endMs = atMs - offsetMs;
      const oldest = endMs - LOOKBACK_MS + (leftOpen ? 1 : 0);
      const samples: Sample[] = [];
      for (const series of store.select(selection)) {
        const last = series.after(endMs) - 1;
        if (last < 0 || series.times[last]! < oldest) continue;
        const value = series.values[last]!;
        if (value !== STALE) samples.push({ labels: series.labels, value });
      }
      return samples;
    },
  };
}

function windowOf(series: Series, startMs: number, endMs: number, leftOpen: boolean): Window {
  const from = series.after(leftOpen ? startMs : startMs - 1);
  const to = series.after(endMs);
  const { labels, times, values } = series;
  if (series.staleAtMs < startMs) return { labels, times, values, from, to, startMs, endMs };
  const kept: number[] = [];
  for (let i = from; i < to; i += 1) if (values[i] !== STALE) kept.push(i);
  return {
    labels,
    times: kept.map((i) => times[i]!),
    values: kept.map((i) => values[i]!),
    from: 0,
    to: kept.length,
    startMs,
    endMs,
  };
}

/** The samples of each series within a range; series without any are left out. */
export function range(
  { selection, absent }: Selector,
  rangeMs: number,
  offsetMs: number,
  { leftOpen, reads }: Compilation,
): MatrixExpression {
  reads(selection.metric, rangeMs + offsetMs);
  return {
    kind: "matrix",
    absent,
    run: ({ store, atMs }) => {
      const endMs = atMs - offsetMs;
      const windows: Window[] = [];
      for (const series of store.select(selection)) {
        const window = windowOf(series, endMs - rangeMs, endMs, leftOpen);
        if (window.to > window.from) windows.push(window);
      }
      return windows;
    },
  };
}

/** A sub-query: the inner expression at each multiple of the step within the range. */
export function subquery(
  inner: VectorExpression,
  rangeMs: number,
  stepMs: number,
  offsetMs: number,
  { leftOpen }: Compilation,
): MatrixExpression {
  return {
    kind: "matrix",
    run: ({ store, atMs }) => {
      const endMs = atMs - offsetMs;
      const startMs = endMs - rangeMs;
      const found = new Map<Labels, { times: number[]; values: number[] }>();
      let at = Math.ceil(startMs / stepMs) * stepMs;
      if (leftOpen && at === startMs) at += stepMs;
      for (; at <= endMs; at += stepMs) {
        for (const { labels, value } of inner.run({ store, atMs: at })) {
          let points = found.get(labels);
          if (points === undefined) found.set(labels, (points = { times: [], values: [] }));
          points.times.push(at);
          points.values.push(value);
        }
      }
      return [...found].map(([labels, { times, values }]) => {
        return { labels, times, values, from: 0, to: times.length, startMs, endMs };
      });
    },
  };
}
