import type { Measurements } from "./figure";

/** Gathers the samples of one row, or why there are none. */
export class SampleCollector {
  readonly #samples: Record<string, number[]> = {};
  readonly #skipped: Record<string, string> = {};

  add(series: string, ...values: readonly number[]): void {
    (this.#samples[series] ??= []).push(...values);
  }

  /** @param reason - a sentence for the report: what is missing and where it comes from. */
  skip(series: string, reason: string): void {
    this.#skipped[series] = reason;
  }

  get measurements(): Measurements {
    return { samples: this.#samples, skipped: this.#skipped };
  }
}
