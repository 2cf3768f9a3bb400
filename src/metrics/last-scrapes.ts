import type { ExporterStatus } from "./terms/exporter-status";
import type { ScrapePart } from "./terms/scrape-part";

/** What one finished scrape took. */
export interface ScrapeFigures {
  readonly seconds: number;
  readonly series: number;
}

/**
 * What the last whole scrape took, whether it came in one or in parts: then it is the sum of what each part took the last time,
 * as soon as there was each.
 */
export class LastScrapes {
  /** By the number of parts, of each the last; there are few such numbers. */
  readonly #parts = new Map<number, Map<number, ScrapeFigures>>();
  #figures: Pick<ExporterStatus, "lastRenderSeconds" | "lastSeries"> = {
    lastRenderSeconds: undefined,
    lastSeries: undefined,
  };

  /** Undefined before a whole scrape was finished. */
  get figures(): Pick<ExporterStatus, "lastRenderSeconds" | "lastSeries"> {
    return this.#figures;
  }

  /** Notes a scrape that was taken to its end. */
  note({ number, of }: ScrapePart, figures: ScrapeFigures): void {
    const parts = this.#parts.get(of) ?? new Map<number, ScrapeFigures>();
    this.#parts.set(of, parts.set(number, figures));
    if (parts.size < of) return;
    let [lastRenderSeconds, lastSeries] = [0, 0];
    for (const { seconds, series } of parts.values()) {
      lastRenderSeconds += seconds;
      lastSeries += series;
    }
    this.#figures = { lastRenderSeconds, lastSeries };
  }
}
