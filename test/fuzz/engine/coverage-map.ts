/** What istanbul counts of one file: runs of each statement and function, and of each way of each branch. */
interface FileCounters {
  readonly s: Record<string, number>;
  readonly f: Record<string, number>;
  readonly b: Record<string, number[]>;
}

/** What an input reached that none before it had; `place`: a place in our own sources that had not run at all. */
export type Reached = "nothing" | "something" | "place";

/** Counters beside one another, as they are read and set back after every input. */
interface CounterRow {
  readonly counts: number[] | Record<string, number>;
  readonly length: number;
  /** Per counter, a bit for each order of magnitude in which it was seen. */
  readonly seen: Uint8Array;
  /** Whether it is of our own sources. */
  readonly isOurs: boolean;
}

/**
 * Which code has run so far, and how often within one input: ten turns of a loop are another path than one. Reads the
 * counters that `instrument-sources.cjs` puts into the code; without them it never sees anything new.
 */
export class CoverageMap {
  readonly #files = new Set<string>();
  #rows: CounterRow[] = [];
  #points = 0;

  /** How much has been seen. */
  get points(): number {
    return this.#points;
  }

  /** Takes note of what ran since the last call. */
  take(): Reached {
    this.#findNewFiles();
    const before = this.#points;
    let isPlace = false;
    for (const { counts, length, seen, isOurs } of this.#rows) {
      for (let i = 0; i < length; i += 1) {
        const count = (counts as number[])[i] ?? 0;
        if (count === 0) continue;
        (counts as number[])[i] = 0;
        const bit = magnitudeBit(count);
        const bits = seen[i] ?? 0;
        if ((bits & bit) !== 0) continue;
        if (bits === 0 && isOurs) isPlace = true;
        seen[i] = bits | bit;
        this.#points += 1;
      }
    }
    if (isPlace) return "place";
    return this.#points > before ? "something" : "nothing";
  }

  /** Files are loaded whenever somebody needs them first. */
  #findNewFiles(): void {
    const { fuzzCoverage = {} } = globalThis as { fuzzCoverage?: Record<string, FileCounters> };
    for (const path in fuzzCoverage) {
      const counters = fuzzCoverage[path];
      if (counters === undefined || this.#files.has(path)) continue;
      this.#files.add(path);
      const isOurs = !path.includes("node_modules");
      this.#rows.push(
        ...[counters.s, counters.f, ...Object.values(counters.b)].map((counts) => toRow(counts, isOurs)),
      );
    }
  }
}

function toRow(counts: number[] | Record<string, number>, isOurs: boolean): CounterRow {
  const { length } = Object.keys(counts);
  return { counts, length, seen: new Uint8Array(length), isOurs };
}

/** 1, 2, 3, 4-7, 8-15, 16-31, 32-127, more: the classes that AFL made known. */
function magnitudeBit(count: number): number {
  if (count <= 3) return 1 << (count - 1);
  if (count <= 7) return 8;
  if (count <= 15) return 16;
  if (count <= 31) return 32;
  return count <= 127 ? 64 : 128;
}
