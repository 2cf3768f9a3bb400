import type { DetectorName, EpisodeResult, JudgedCause, JudgedPage, Mistakes } from "./episode-result";

/** The share of something that had the chance; undefined when nothing had. */
export interface Share {
  readonly of: number;
  readonly share: number | undefined;
}

export interface Percentiles {
  readonly count: number;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
}

/** Figures of one detector's Offline. */
export interface OfflineFigures {
  /** Seconds from the last heartbeat that arrived. */
  readonly detection: Percentiles;
  readonly missed: number;
  readonly mistakes: number;
  /** Mean length of a mistake (T_M), and mean time of a region between two (T_MR), in seconds. */
  readonly mistakeLastsS: number | undefined;
  readonly mistakeEveryS: number | undefined;
  /** The share of time in which what was said was right (P_A). */
  readonly accuracy: number;
}

/** What some episodes add up to; each counts with its weight. */
export interface Figures {
  readonly episodes: number;
  /** Of causes that page, can be told and last for more than one, two, three minutes: those that got a right page. */
  readonly recall: readonly [Share, Share, Share];
  readonly pages: number;
  readonly precision: Share;
  readonly wrongRegion: Share;
  readonly nameless: Share;
  readonly unneeded: Share;
  readonly pagesPerCause: number | undefined;
  readonly messagesPerCause: number | undefined;
  /** Seconds. */
  readonly toPage: Percentiles;
  readonly toResolved: Percentiles;
  readonly resolvedWhileBlind: number;
  /** Of episodes with two causes that last for more than two minutes: those with both named. */
  readonly bothNamed: Share;
  readonly offline: Readonly<Record<DetectorName, OfflineFigures>>;
  /** Seconds beyond the threshold. */
  readonly degradedAfter: Percentiles;
  readonly falseDegradedPerRegionDay: number;
  readonly falseDegradedAccuracy: number;
}

export type Weight = (kind: string) => number;

interface Weighted<T> {
  readonly what: T;
  readonly weight: number;
}

/** @param weight - what an episode of a kind counts for, 1 unless given. */
export function figuresOf(results: readonly EpisodeResult[], weight: Weight = () => 1): Figures {
  const weigh = <T>(list: (result: EpisodeResult) => readonly T[]): Weighted<T>[] =>
    results.flatMap((result) => list(result).map((what) => ({ what, weight: weight(result.kind) })));
  const causes = weigh(({ causes }) => causes);
  const pages = weigh(({ pages }) => pages);
  const long = (overMs: number) =>
    causes.filter(({ what }) => what.isPaged && what.isTold && what.durationMs > overMs);
  const isPaged = ({ what }: Weighted<JudgedCause>): boolean => what.pagedAfterMs !== undefined;
  const share = (verdict: JudgedPage["verdict"]): Share =>
    shareOf(pages, ({ what }) => what.verdict === verdict);
  const told = results.filter((result) =>
    result.causes.some(({ pagedAfterMs }) => pagedAfterMs !== undefined),
  );
  const toldCauses = told.map((result) => ({
    result,
    weight: weight(result.kind),
    causes: result.causes.filter(({ pagedAfterMs }) => pagedAfterMs !== undefined).length,
  }));
  const perCause = (count: (result: EpisodeResult) => number): number | undefined =>
    ratio(
      sum(toldCauses, (told) => told.weight * count(told.result)),
      sum(toldCauses, (told) => told.weight * told.causes),
    );
  const both = weigh((result) => (result.causes.length === 2 ? [result] : [])).filter(({ what }) =>
    what.causes.every(({ durationMs, isTold }) => isTold && durationMs > 120_000),
  );
  const regionMs = sum(results, (result) => weight(result.kind) * result.lengthMs * result.regions);
  const falseDegraded = mistakesOf(results, weight, (result) => result.falseDegraded);
  return {
    episodes: results.length,
    recall: [
      shareOf(long(60_000), isPaged),
      shareOf(long(120_000), isPaged),
      shareOf(long(180_000), isPaged),
    ],
    pages: pages.length,
    precision: share("right"),
    wrongRegion: share("wrong_region"),
    nameless: share("nameless"),
    unneeded: share("unneeded"),
    pagesPerCause: perCause((result) => result.pages.length),
    messagesPerCause: perCause((result) => result.messages),
    toPage: percentiles(causes.flatMap(({ what }) => seconds(what.pagedAfterMs))),
    toResolved: percentiles(causes.flatMap(({ what }) => seconds(what.resolvedAfterMs))),
    resolvedWhileBlind: sum(results, ({ resolvedWhileBlind }) => resolvedWhileBlind),
    bothNamed: shareOf(both, ({ what }) =>
      what.causes.every(({ pagedAfterMs }) => pagedAfterMs !== undefined),
    ),
    offline: {
      ours: offlineFigures(results, weight, "ours", regionMs),
      seed: offlineFigures(results, weight, "seed", regionMs),
      timeout: offlineFigures(results, weight, "timeout", regionMs),
      phi: offlineFigures(results, weight, "phi", regionMs),
    },
    degradedAfter: percentiles(results.flatMap(({ degradedAfterS }) => degradedAfterS)),
    falseDegradedPerRegionDay: (falseDegraded.count * 86_400_000) / Math.max(1, regionMs),
    falseDegradedAccuracy: 1 - falseDegraded.totalMs / Math.max(1, regionMs),
  };
}

function offlineFigures(
  results: readonly EpisodeResult[],
  weight: Weight,
  detector: DetectorName,
  regionMs: number,
): OfflineFigures {
  const verdicts = results.map((result) => result.verdicts[detector]);
  const { count, totalMs } = mistakesOf(results, weight, (result) => result.verdicts[detector].falseOffline);
  return {
    detection: percentiles(verdicts.flatMap(({ detectedAfterS }) => detectedAfterS)),
    missed: sum(verdicts, ({ missed }) => missed),
    mistakes: sum(verdicts, ({ falseOffline }) => falseOffline.count),
    mistakeLastsS: ratio(totalMs / 1000, count),
    mistakeEveryS: ratio(regionMs / 1000, count),
    accuracy: 1 - totalMs / Math.max(1, regionMs),
  };
}

function mistakesOf(
  results: readonly EpisodeResult[],
  weight: Weight,
  of: (result: EpisodeResult) => Mistakes,
): Mistakes {
  return {
    count: sum(results, (result) => weight(result.kind) * of(result).count),
    totalMs: sum(results, (result) => weight(result.kind) * of(result).totalMs),
  };
}

function shareOf<T>(all: readonly Weighted<T>[], isOne: (one: Weighted<T>) => boolean): Share {
  const weightOf = ({ weight }: Weighted<T>): number => weight;
  return { of: all.length, share: ratio(sum(all.filter(isOne), weightOf), sum(all, weightOf)) };
}

export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (quantile: number): number | undefined =>
    sorted[Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)];
  return { count: sorted.length, p50: at(0.5), p95: at(0.95) };
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

function seconds(milliseconds: number | undefined): readonly number[] {
  return milliseconds === undefined ? [] : [milliseconds / 1000];
}
