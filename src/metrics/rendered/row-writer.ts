import type { FollowerReading, ReplicaReading } from "../../domain/terms/live-replicas";
import { printLabelSet } from "../formats/label-set";
import { FOLLOWER_LABELS, REPLICA_LABELS } from "../terms/metric";
import type { FollowerMetric, ReplicaLine, ReplicaMetric } from "../terms/metric";
import type { LineBlock } from "./line-block";
import { LineDraft } from "./line-draft";
import { NewValues } from "./new-values";
import { LONGEST_VALUE, writeSampleValue } from "./number-digits";
import type { Page } from "./page";
import { GapBuffer } from "./gap-buffer";

const BLANK = 0x20;
const LINE_FEED = 0x0a;

const ENCODER = new TextEncoder();

/** The metrics that lines are kept for. */
export interface KeptMetrics {
  readonly replica: readonly ReplicaMetric[];
  readonly follower: readonly FollowerMetric[];
}

/** A metric, and what is noted for one block of the page at hand: values for lines that are there. */
interface KeptMetric<M> {
  readonly metric: M;
  /** As bytes. */
  readonly name: Uint8Array;
  readonly newValues: NewValues;
}

/** What a metric has for each replica: there is a block for each of its lines. */
interface KeptReplicaLine extends KeptMetric<ReplicaMetric> {
  readonly line: ReplicaLine;
}

/** A metric of followers, whose lines may be written anew row by row. */
interface KeptFollowerMetric extends KeptMetric<FollowerMetric> {
  readonly lines: LineDraft;
  /** Values that were noted before the row at hand. */
  notedBefore: number;
}

/**
 * Brings the lines of replicas up to date with what their readings say: exactly the bytes that either format's writer prints,
 * which for samples of gauges and counters are the same.
 *
 * New values of lines that are there are only noted, and written block by block once a page is gone through: then what stands
 * behind them in their block moves once, and not for each of them.
 */
export class RowWriter {
  readonly #replica: readonly KeptReplicaLine[];
  readonly #follower: readonly KeptFollowerMetric[];
  readonly #draft = new GapBuffer();
  /** The line that is being written. */
  #line = new Uint8Array(256);
  /** Labels of the replica at hand and no other, made when a line needs them. */
  #replicaLabels: Uint8Array | undefined;

  constructor({ replica, follower }: KeptMetrics) {
    this.#replica = replica.flatMap((metric) =>
      metric.lines.map((line) => ({ ...keptMetric(metric), line })),
    );
    this.#follower = follower.map((metric) => ({
      ...keptMetric(metric),
      lines: new LineDraft(),
      notedBefore: 0,
    }));
  }

  /** Begins with a page. Forgets what is noted for another, which there is when a metric threw. */
  begin(): void {
    for (const { newValues } of this.#replica) newValues.clear();
    for (const { newValues } of this.#follower) newValues.clear();
  }

  /**
   * Writes or notes what has changed in a row. Rows of a page in their order.
   *
   * @param withLabels - writes every line whole, because names may have changed too.
   */
  write(page: Page, row: number, reading: ReplicaReading, withLabels: boolean): void {
    this.#replicaLabels = undefined;
    for (let i = 0; i < this.#replica.length; i += 1) {
      const [block, kept] = [page.replicaBlocks[i], this.#replica[i]];
      if (block === undefined || kept === undefined) continue;
      const value = kept.line.read(reading);
      if (value === undefined) block.clearLine(row);
      else if (withLabels || block.isEmpty(row)) {
        this.#replaceLine(block, row, kept.name, this.#labelsOf(kept, reading), value);
      } else kept.newValues.add(row, value);
    }
    if (this.#follower.length > 0) this.#writeFollowers(page, row, reading, withLabels);
  }

  /** Writes what is noted, before any row of the page moves. */
  finish({ replicaBlocks, followerBlocks }: Page): void {
    for (const [i, { newValues }] of this.#replica.entries())
      this.#replaceValues(replicaBlocks[i], newValues);
    for (const [i, { newValues }] of this.#follower.entries())
      this.#replaceValues(followerBlocks[i], newValues);
  }

  #labelsOf({ metric, line }: KeptReplicaLine, reading: ReplicaReading): Uint8Array {
    if (line.moreLabels.length === 0) return (this.#replicaLabels ??= replicaLabels(REPLICA_LABELS, reading));
    return replicaLabels(metric.labels, reading, line.moreLabels);
  }

  #writeFollowers(page: Page, row: number, reading: ReplicaReading, withLabels: boolean): void {
    for (const kept of this.#follower) kept.notedBefore = kept.newValues.count;
    if (!withLabels && this.#noteFollowers(page, row, reading)) return;
    for (const { newValues, notedBefore } of this.#follower) newValues.cutTo(notedBefore);
    this.#rewriteFollowers(page, row, reading);
  }

  /** Notes the values of a row's followers. Returns false, with some of them noted, when its lines are not theirs. */
  #noteFollowers(page: Page, row: number, { followers }: ReplicaReading): boolean {
    const end = page.followerEnd(row);
    let line = page.followerStart(row);
    for (const lag of followers) {
      if (line === end || page.followerAt(line) !== lag.followerId) return false;
      if (!this.#noteFollower(page, line, lag)) return false;
      line += 1;
    }
    return line === end || (line === page.followerStart(row) && areEmpty(page, line, end));
  }

  #noteFollower(page: Page, line: number, lag: FollowerReading): boolean {
    for (let i = 0; i < this.#follower.length; i += 1) {
      const [block, kept] = [page.followerBlocks[i], this.#follower[i]];
      if (block === undefined || kept === undefined) continue;
      const value = kept.metric.read(lag);
      if ((value === undefined) !== block.isEmpty(line)) return false;
      if (value !== undefined) kept.newValues.add(line, value);
    }
    return true;
  }

  /** Writes all lines of a row's followers anew, and puts them in place of the old ones in one piece. */
  #rewriteFollowers(page: Page, row: number, reading: ReplicaReading): void {
    for (const { lines } of this.#follower) lines.clear();
    const followerIds: number[] = [];
    for (const lag of reading.followers) {
      followerIds.push(lag.followerId);
      this.#addFollower(reading, lag);
    }
    if (followerIds.length > 0) {
      page.replaceFollowers(
        row,
        followerIds,
        this.#follower.map(({ lines }) => lines),
      );
      return;
    }
    // A replica that goes Offline says nothing about its followers until it comes back: their lines wait for it, empty.
    const [first] = this.#follower;
    if (first === undefined) return;
    first.lines.addEmpty(page.followerCountOf(row));
    page.clearFollowers(row, first.lines);
  }

  #addFollower(reading: ReplicaReading, lag: FollowerReading): void {
    let labels: Uint8Array | undefined;
    for (const { metric, name, lines } of this.#follower) {
      const value = metric.read(lag);
      if (value === undefined) lines.addEmpty(1);
      else {
        labels ??= followerLabels(reading, lag);
        const length = this.#print(name, labels, value);
        lines.add(this.#line, length);
      }
    }
  }

  #replaceLine(
    block: LineBlock,
    line: number,
    name: Uint8Array,
    labels: Uint8Array,
    value: number | bigint,
  ): void {
    const length = this.#print(name, labels, value);
    block.replaceLine(line, this.#line, length);
  }

  /** Writes a line into `#line` and returns its length. */
  #print(name: Uint8Array, labels: Uint8Array, value: number | bigint): number {
    const room = name.length + labels.length + 1 + LONGEST_VALUE + 1;
    if (this.#line.length < room) this.#line = new Uint8Array(2 * room);
    const text = this.#line;
    text.set(name);
    text.set(labels, name.length);
    let at = name.length + labels.length;
    text[at] = BLANK;
    at = writeSampleValue(text, at + 1, value);
    text[at] = LINE_FEED;
    return at + 1;
  }

  #replaceValues(block: LineBlock | undefined, newValues: NewValues): void {
    if (newValues.count === 0) return;
    block?.replaceValues(newValues, this.#draft);
    newValues.clear();
  }
}

function keptMetric<M extends ReplicaMetric | FollowerMetric>(metric: M): KeptMetric<M> {
  return { metric, name: ENCODER.encode(metric.name), newValues: new NewValues() };
}

/** Whether the lines of an Offline replica's followers have been taken away already. */
function areEmpty({ followerBlocks }: Page, from: number, end: number): boolean {
  for (const block of followerBlocks) {
    for (let line = from; line < end; line += 1) if (!block.isEmpty(line)) return false;
  }
  return true;
}

function replicaLabels(
  names: readonly string[],
  { shardId, regionName }: ReplicaReading,
  moreLabels: readonly string[] = [],
): Uint8Array {
  return ENCODER.encode(printLabelSet(names, [String(shardId), regionName, ...moreLabels]));
}

function followerLabels(
  { shardId, regionName }: ReplicaReading,
  { followerName }: FollowerReading,
): Uint8Array {
  return ENCODER.encode(printLabelSet(FOLLOWER_LABELS, [String(shardId), regionName, followerName]));
}
