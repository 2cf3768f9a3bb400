import type { FollowerMetric, ReplicaMetric } from "../terms/metric";
import type { ScrapePart } from "../terms/scrape-part";
import type { BodyPart } from "./captured-body";
import type { LineBlock } from "./line-block";
import type { Page, Stretch } from "./page";
import type { KeptMetrics } from "./row-writer";

/** Lines of one metric at one moment, or those of them that are the same one of several for each replica. In the order of the replicas. */
export class CapturedLines implements BodyPart {
  readonly pieces: Uint8Array[] = [];
  readonly starts: number[] = [];
  readonly lengths: number[] = [];
  byteLength = 0;
  seriesCount = 0;

  /** Adds all lines of a block, or some. */
  add(block: LineBlock, stretches?: readonly Stretch[]): void {
    if (stretches === undefined) {
      if (block.length > 0) this.#add(block.bytes, 0, block.length, block.seriesCount);
      return;
    }
    for (const { from, to } of stretches) {
      const [start, end] = [block.startOf(from), block.startOf(to)];
      if (start < end) this.#add(block.bytes, start, end - start, block.seriesBetween(from, to));
    }
  }

  #add(bytes: Uint8Array, start: number, length: number, seriesCount: number): void {
    this.pieces.push(bytes);
    this.starts.push(start);
    this.lengths.push(length);
    this.byteLength += length;
    this.seriesCount += seriesCount;
  }
}

/** Which blocks of a page belong to a metric. */
export interface MetricBlocks {
  readonly of: "replicaBlocks" | "followerBlocks";
  /** The first of them, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * The blocks of a metric on every page.
 *
 * @throws Error for one that lines are not kept for.
 */
export function blocksOf(kept: KeptMetrics, metric: ReplicaMetric | FollowerMetric): MetricBlocks {
  const before = metric.group === "follower" ? kept.follower.indexOf(metric) : kept.replica.indexOf(metric);
  if (before < 0) throw new Error(`${metric.name}: expected a metric that lines are kept for`);
  if (metric.group === "follower") return { of: "followerBlocks", from: before, to: before + 1 };
  const from = lineCount(kept.replica.slice(0, before));
  return { of: "replicaBlocks", from, to: from + metric.lines.length };
}

/** How many blocks metrics of replicas have on each page. */
export function lineCount(metrics: readonly ReplicaMetric[]): number {
  return metrics.reduce((sum, { lines }) => sum + lines.length, 0);
}

/**
 * The lines of some metrics on some pages, or those of a part of the shards. Goes through them page by page, because the blocks
 * of a page lie side by side.
 *
 * @returns for each metric its lines, in as many pieces of a body as it has blocks on a page.
 */
export function captureLines(
  pages: readonly Page[],
  metrics: readonly MetricBlocks[],
  part: ScrapePart,
): CapturedLines[][] {
  const captured = metrics.map(({ from, to }) =>
    Array.from({ length: to - from }, () => new CapturedLines()),
  );
  for (const page of pages) {
    const stretches = part.of === 1 ? undefined : stretchesOf(page, part);
    for (const [i, { of, from, to }] of metrics.entries()) {
      const blocks = page[of];
      const lines = captured[i] ?? [];
      for (let at = from; at < to; at += 1) {
        const block = blocks[at];
        if (block !== undefined) lines[at - from]?.add(block, stretches?.[of]);
      }
    }
  }
  return captured;
}

/** The lines of a part in either kind of block. */
function stretchesOf(page: Page, part: ScrapePart): Readonly<Record<MetricBlocks["of"], readonly Stretch[]>> {
  const replicaBlocks = page.rowsOf(part);
  return { replicaBlocks, followerBlocks: replicaBlocks.map((stretch) => page.followersOf(stretch)) };
}
