import { parseSampleValue, parseSeriesText, withTargetLabels } from "./exposition";
import type { LabelInterner, LabelRecord } from "./labels";
import { STALE, type Series, type SeriesStore } from "./series-store";

interface Held {
  readonly series: Series | undefined;
  scrape: number;
}

/** What Prometheus keeps of one target: which series its last scrape had. */
export class ScrapedTarget {
  readonly #labels: LabelRecord;
  readonly #interner: LabelInterner;
  readonly #store: SeriesStore;
  readonly #byText = new Map<string, Held>();
  readonly #up: Series | undefined;
  #current: Held[] = [];
  #scrape = 0;

  constructor(labels: LabelRecord, interner: LabelInterner, store: SeriesStore) {
    this.#labels = labels;
    this.#interner = interner;
    this.#store = store;
    this.#up = store.series(interner.intern({ ...labels, __name__: "up" }));
  }

  /** Takes in an exposition; undefined when the scrape failed. */
  scrape(text: string | undefined, atMs: number): void {
    this.#scrape += 1;
    const before = this.#current;
    this.#current = [];
    if (text !== undefined) this.#takeIn(text, atMs);
    for (const held of before) if (held.scrape !== this.#scrape) held.series?.append(atMs, STALE);
    this.#up?.append(atMs, text === undefined ? 0 : 1);
  }

  /** The target is not scraped any more. */
  remove(atMs: number): void {
    for (const { series } of this.#current) series?.append(atMs, STALE);
    this.#current = [];
    this.#up?.append(atMs, STALE);
  }

  #takeIn(text: string, atMs: number): void {
    let from = 0;
    while (from < text.length) {
      let to = text.indexOf("\n", from);
      if (to < 0) to = text.length;
      if (to > from && text.charCodeAt(from) !== 35) this.#line(text, from, to, atMs);
      from = to + 1;
    }
  }

  #line(text: string, from: number, to: number, atMs: number): void {
    const space = text.lastIndexOf(" ", to - 1);
    if (space <= from) return;
    const held = this.#held(text.slice(from, space));
    if (held.series === undefined) return;
    held.scrape = this.#scrape;
    this.#current.push(held);
    held.series.append(atMs, parseSampleValue(text.slice(space + 1, to)));
  }

  #held(text: string): Held {
    let held = this.#byText.get(text);
    if (held === undefined) {
      const labels = withTargetLabels(parseSeriesText(text), this.#labels);
      held = { series: this.#store.series(this.#interner.intern(labels)), scrape: 0 };
      this.#byText.set(text, held);
    }
    return held;
  }
}
