import type { FollowerReading, ReplicaReading } from "../../domain/live-replicas";
import { printLabelSet } from "../label-set";
import { FOLLOWER_LABELS, REPLICA_LABELS } from "../metric";
import type { FollowerMetric, ReplicaMetric } from "../metric";
import type { LineBlock } from "./line-block";
import { NewValues } from "./new-values";
import { LONGEST_VALUE, writeSampleValue } from "./number-digits";
import type { Page } from "./page";
import { TextDraft } from "./text-draft";

const BLANK = 0x20;
const LINE_FEED = 0x0a;

const ENCODER = new TextEncoder();

/** The metrics that lines are kept for. */
export interface KeptMetrics {
  readonly replica: readonly ReplicaMetric[];
  readonly follower: readonly FollowerMetric[];
}

/** A metric, and what is noted for its block of the page at hand: values for lines that are there. */
interface KeptMetric<M> {
  readonly metric: M;
  /** As bytes. */
  readonly name: Uint8Array;
  readonly newValues: NewValues;
}

/**
 * Brings the lines of replicas up to date with what their readings say: exactly the bytes that either format's writer prints,
 * which for samples of gauges and counters are the same.
 *
 * New values of lines that are there are only noted, and written block by block once a page is gone through: then what stands
 * behind them in their block moves once, and not for each of them.
 */
export class RowWriter {
  readonly #replica: readonly KeptMetric<ReplicaMetric>[];
  readonly #follower: readonly KeptMetric<FollowerMetric>[];
  readonly #draft = new TextDraft();
  /** The line that is being written. */
  #line = new Uint8Array(256);
  /** Labels of the replica and of the follower at hand, made when a line needs them. */
  #replicaLabels: Uint8Array | undefined;
  #followerLabels: Uint8Array | undefined;

  constructor({ replica, follower }: KeptMetrics) {
    this.#replica = replica.map(keptMetric);
    this.#follower = follower.map(keptMetric);
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
      const value = kept.metric.read(reading);
      if (value === undefined) block.clearLine(row);
      else if (withLabels || block.isEmpty(row)) {
        this.#replicaLabels ??= replicaLabels(reading);
        this.#replaceLine(block, row, kept.name, this.#replicaLabels, value);
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

  #writeFollowers(page: Page, row: number, reading: ReplicaReading, withLabels: boolean): void {
    let line = page.followerStart(row);
    let hasFollowers = false;
    for (const lag of reading.followers) {
      hasFollowers = true;
      while (line < page.followerEnd(row) && page.followerAt(line) < lag.followerId) {
        page.removeFollower(row, line);
      }
      if (line === page.followerEnd(row) || page.followerAt(line) !== lag.followerId) {
        page.insertFollower(row, line, lag.followerId);
      }
      this.#writeFollower(page, line, reading, lag, withLabels);
      line += 1;
    }
    if (hasFollowers) {
      while (line < page.followerEnd(row)) page.removeFollower(row, line);
      return;
    }
    // A replica that goes Offline says nothing about its followers until it comes back: their lines wait for it, empty.
    for (; line < page.followerEnd(row); line += 1) {
      for (const block of page.followerBlocks) block.clearLine(line);
    }
  }

  #writeFollower(
    page: Page,
    line: number,
    reading: ReplicaReading,
    lag: FollowerReading,
    withLabels: boolean,
  ): void {
    this.#followerLabels = undefined;
    for (let i = 0; i < this.#follower.length; i += 1) {
      const [block, kept] = [page.followerBlocks[i], this.#follower[i]];
      if (block === undefined || kept === undefined) continue;
      const value = kept.metric.read(lag);
      if (value === undefined) block.clearLine(line);
      else if (withLabels || block.isEmpty(line)) {
        this.#followerLabels ??= followerLabels(reading, lag);
        this.#replaceLine(block, line, kept.name, this.#followerLabels, value);
      } else kept.newValues.add(line, value);
    }
  }

  #replaceLine(
    block: LineBlock,
    line: number,
    name: Uint8Array,
    labels: Uint8Array,
    value: number | bigint,
  ): void {
    const room = name.length + labels.length + 1 + LONGEST_VALUE + 1;
    if (this.#line.length < room) this.#line = new Uint8Array(2 * room);
    const text = this.#line;
    text.set(name);
    text.set(labels, name.length);
    let at = name.length + labels.length;
    text[at] = BLANK;
    at = writeSampleValue(text, at + 1, value);
    text[at] = LINE_FEED;
    block.replaceLine(line, text, at + 1);
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

function replicaLabels({ shardId, regionName }: ReplicaReading): Uint8Array {
  return ENCODER.encode(printLabelSet(REPLICA_LABELS, [String(shardId), regionName]));
}

function followerLabels(
  { shardId, regionName }: ReplicaReading,
  { followerName }: FollowerReading,
): Uint8Array {
  return ENCODER.encode(printLabelSet(FOLLOWER_LABELS, [String(shardId), regionName, followerName]));
}
