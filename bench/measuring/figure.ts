import { summarize } from "./statistics";
import type { Summary } from "./statistics";

/** What a figure is measured in. */
export type Unit = "ms" | "s" | "MB" | "ns/byte" | "ns/series" | "per second" | "count" | "×" | "%";

/** A bound on a figure itself, in the figure's unit, or on its ratio to the baseline. The bound itself still meets it. */
export type Target =
  | { readonly kind: "at_most" | "at_least"; readonly value: number }
  /** `figure / baseline` stays below or reaches the factor. */
  | { readonly kind: "ratio_at_most" | "ratio_at_least"; readonly factor: number }
  /** `baseline / figure` reaches the factor: for figures of which less is better. */
  | { readonly kind: "times_less"; readonly factor: number };

/** One line of the report: which samples, beside which baseline, held to which target. */
export interface Figure {
  readonly title: string;
  readonly unit: Unit;
  /** The name of the samples in {@link Measurements}. */
  readonly series: string;
  /** The name of the baseline's samples, measured in the same run. A ratio needs one. */
  readonly baseline?: string;
  /** Without one the figure is only shown. */
  readonly target?: Target;
}

/** All samples of one row, by series; a series that could not be measured has its reason in `skipped` instead. */
export interface Measurements {
  readonly samples: Readonly<Record<string, readonly number[]>>;
  readonly skipped: Readonly<Record<string, string>>;
}

/** How a figure came out. */
export interface Finding {
  readonly figure: Figure;
  readonly ours: Summary | undefined;
  readonly baseline: Summary | undefined;
  /** Ours to the baseline's as the target counts it (see {@link Target}), of the medians. */
  readonly ratio: number | undefined;
  readonly verdict: Verdict;
}

export type Verdict =
  | { readonly kind: "met" | "shown" }
  /** `byPercent`: how far the value is beyond the bound, relative to the bound; Infinity when the bound is 0. */
  | { readonly kind: "missed"; readonly byPercent: number }
  | { readonly kind: "skipped"; readonly reason: string };

/** Holds a figure to its target. */
export function judge(figure: Figure, { samples, skipped }: Measurements): Finding {
  const ours = summaryOf(samples[figure.series]);
  const baseline = figure.baseline === undefined ? undefined : summaryOf(samples[figure.baseline]);
  const missing = ours === undefined ? figure.series : baseline === undefined ? figure.baseline : undefined;
  const ratio = ours && baseline ? ratioOf(figure.target, ours.median, baseline.median) : undefined;
  // A figure without a target has nothing to say but how it compares, so that it does not is said aloud.
  const isMissed =
    figure.target === undefined ? skipped[missing ?? ""] !== undefined : needsRatio(figure.target);
  if (ours === undefined || (missing !== undefined && isMissed)) {
    const reason = skipped[missing ?? ""] ?? `${missing ?? ""} was not measured`;
    return { figure, ours, baseline, ratio, verdict: { kind: "skipped", reason } };
  }
  return {
    figure,
    ours,
    baseline,
    ratio,
    verdict: verdictOf(figure.target, ours.median, ratio ?? Number.NaN),
  };
}

function summaryOf(samples: readonly number[] | undefined): Summary | undefined {
  return samples === undefined || samples.length === 0 ? undefined : summarize(samples);
}

function needsRatio(target: Target | undefined): boolean {
  return target !== undefined && target.kind !== "at_most" && target.kind !== "at_least";
}

function ratioOf(target: Target | undefined, ours: number, baseline: number): number {
  return target?.kind === "times_less" ? baseline / ours : ours / baseline;
}

function verdictOf(target: Target | undefined, median: number, ratio: number): Verdict {
  switch (target?.kind) {
    case undefined:
      return { kind: "shown" };
    case "at_most":
      return within(median, target.value);
    case "at_least":
      return within(-median, -target.value);
    case "ratio_at_most":
      return within(ratio, target.factor);
    case "ratio_at_least":
    case "times_less":
      return within(-ratio, -target.factor);
  }
}

/** Both negated for a bound from below. */
function within(value: number, bound: number): Verdict {
  if (value <= bound) return { kind: "met" };
  return {
    kind: "missed",
    byPercent: bound === 0 ? Number.POSITIVE_INFINITY : ((value - bound) / Math.abs(bound)) * 100,
  };
}
