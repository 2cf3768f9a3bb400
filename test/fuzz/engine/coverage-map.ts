/** What istanbul counts of one file: runs of each statement and function, and of each way of each branch. */
interface FileCounters {
  readonly s: Record<string, number>;
  readonly f: Record<string, number>;
  readonly b: Record<string, number[]>;
}

/**
 * `magnitudes`: everything, and ten turns of a loop are another path than one. `places`: only whether a place in our own
 * sources was reached at all.
 */
export type CoverageDetail = "magnitudes" | "places";

/** Counters beside one another, as they are read and set back after every input. */
interface CounterRow {
  readonly counts: number[] | Record<string, number>;
  readonly length: number;
  /** Per counter, a bit for each order of magnitude in which it was seen. */
  readonly seen: Uint8Array;
}

/**
 * Which code has run so far. Reads the counters that `instrument-sources.cjs` puts into the code; without them it never
 * sees anything new.
 */
export class CoverageMap {
  readonly #detail: CoverageDetail;
  readonly #files = new Set<string>();
  #rows: CounterRow[] = [];
  #points = 0;

  constructor(detail: CoverageDetail) {
    this.#detail = detail;
  }

  /** How much has been seen. */
  get points(): number {
    return this.#points;
  }

  /** Takes note of what ran since the last call. Returns whether any of it was new. */
  take(): boolean {
    this.#findNewFiles();
    const before = this.#points;
    for (const { counts, length, seen } of this.#rows) {
      for (let i = 0; i < length; i += 1) {
        const count = (counts as number[])[i] ?? 0;
        if (count === 0) continue;
        (counts as number[])[i] = 0;
        const bit = this.#detail === "places" ? 1 : magnitudeBit(count);
        if (((seen[i] ?? 0) & bit) !== 0) continue;
        seen[i] = (seen[i] ?? 0) | bit;
        this.#points += 1;
      }
    }
    return this.#points > before;
  }

  /** Files are loaded whenever somebody needs them first. */
  #findNewFiles(): void {
    const { fuzzCoverage = {} } = globalThis as { fuzzCoverage?: Record<string, FileCounters> };
    for (const path in fuzzCoverage) {
      const counters = fuzzCoverage[path];
      if (counters === undefined || this.#files.has(path)) continue;
      this.#files.add(path);
      if (this.#detail === "places" && path.includes("node_modules")) continue;
      this.#rows.push(...[counters.s, counters.f, ...Object.values(counters.b)].map(toRow));
    }
  }
}

function toRow(counts: number[] | Record<string, number>): CounterRow {
  const { length } = Object.keys(counts);
  return { counts, length, seen: new Uint8Array(length) };
}

/** 1, 2, 3, 4-7, 8-15, 16-31, 32-127, more: the classes that AFL made known. */
function magnitudeBit(count: number): number {
  if (count <= 3) return 1 << (count - 1);
  if (count <= 7) return 8;
  if (count <= 15) return 16;
  if (count <= 31) return 32;
  return count <= 127 ? 64 : 128;
}
