import type { LineBlock } from "./line-block";
import type { Stretch } from "./page";

/** The lines of one metric at one moment. */
export interface CapturedLines {
  readonly seriesCount: number;
  /** In order; of each, so many bytes of `lengths` belong to it. */
  readonly pieces: readonly Uint8Array[];
  /** Where they begin in each piece. */
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/** All lines of some blocks. */
export function capturedLines(blocks: readonly LineBlock[]): CapturedLines {
  const pieces: Uint8Array[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  let seriesCount = 0;
  for (const block of blocks) {
    const { length } = block;
    if (length === 0) continue;
    pieces.push(block.bytes);
    starts.push(0);
    lengths.push(length);
    seriesCount += block.seriesCount;
  }
  return { seriesCount, pieces, starts, lengths };
}

/** Some lines of some blocks: of each, those of its stretches. */
export function capturedStretches(
  blocks: readonly LineBlock[],
  stretches: readonly (readonly Stretch[])[],
): CapturedLines {
  const pieces: Uint8Array[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  let seriesCount = 0;
  for (const [i, block] of blocks.entries()) {
    for (const { from, to } of stretches[i] ?? []) {
      const [start, end] = [block.startOf(from), block.startOf(to)];
      if (start === end) continue;
      pieces.push(block.bytes);
      starts.push(start);
      lengths.push(end - start);
      seriesCount += block.seriesBetween(from, to);
    }
  }
  return { seriesCount, pieces, starts, lengths };
}
