import type { Labels } from "./labels";

/**
 * Stands for Prometheus' staleness marker. Prometheus takes a special NaN for it, which JavaScript may lose; no metric has
 * this value.
 */
export const STALE = -Number.MAX_VALUE;

/** A rule may be evaluated as of a time a little before the newest sample. */
const MARGIN_MS = 60_000;

/** The samples of one series, oldest first. */
export class Series {
  readonly labels: Labels;
  readonly #keepMs: number;
  /** Times in ms. */
  times: number[] = [];
  values: number[] = [];
  /** The time of the newest staleness marker. */
  staleAtMs = -Infinity;

  constructor(labels: Labels, keepMs: number) {
    this.labels = labels;
    this.#keepMs = keepMs;
  }

  /** Adds a sample. One that is not newer than the last is dropped, as Prometheus drops it. */
  append(atMs: number, value: number): void {
    const { times } = this;
    const last = times.length - 1;
    if (last >= 0 && times[last]! >= atMs) return;
    if (value === STALE) this.staleAtMs = atMs;
    times.push(atMs);
    this.values.push(value);
    // Seldom, and then much at once: an array loses its head in one copy.
    if (
      times.length >= 64 &&
      times.length % 64 === 0 &&
      times[times.length >> 1]! < atMs - this.#keepMs - MARGIN_MS
    ) {
      this.times = times.slice(times.length >> 1);
      this.values = this.values.slice(this.values.length >> 1);
    }
  }

  /** Index of the first sample later than a time; the number of samples when there is none. */
  after(atMs: number): number {
    const { times } = this;
    let high = times.length;
    if (high === 0 || times[high - 1]! <= atMs) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Which series an expression selects: those of one metric whose labels pass. */
export interface Selection {
  readonly metric: string;
  readonly matches: (labels: Labels) => boolean;
}

interface Found {
  tested: number;
  readonly series: Series[];
}

/** The series of one Prometheus. Only metrics that a rule reads are kept, for as long as it looks back. */
export class SeriesStore {
  readonly #keepMs: ReadonlyMap<string, number>;
  readonly #series = new Map<Labels, Series>();
  readonly #byMetric = new Map<string, Series[]>();
  readonly #found = new Map<Selection, Found>();
  /** Grows with each change, so that results can be kept until then. */
  version = 0;

  /** @param keepMs - by name of metric. */
  constructor(keepMs: ReadonlyMap<string, number>) {
    this.#keepMs = keepMs;
  }

  /** The series with these labels; undefined when nobody reads its metric. */
  series(labels: Labels): Series | undefined {
    let series = this.#series.get(labels);
    if (series !== undefined) return series;
    const { metric } = labels;
    const keepMs = this.#keepMs.get(metric);
    if (keepMs === undefined) return undefined;
    series = new Series(labels, keepMs);
    this.#series.set(labels, series);
    const ofMetric = this.#byMetric.get(metric);
    if (ofMetric === undefined) this.#byMetric.set(metric, [series]);
    else ofMetric.push(series);
    return series;
  }

  /** The series that are selected, those without samples included. */
  select(selection: Selection): readonly Series[] {
    let found = this.#found.get(selection);
    if (found === undefined) this.#found.set(selection, (found = { tested: 0, series: [] }));
    const all = this.#byMetric.get(selection.metric) ?? [];
    for (; found.tested < all.length; found.tested += 1) {
      const series = all[found.tested]!;
      if (selection.matches(series.labels)) found.series.push(series);
    }
    return found.series;
  }
}
