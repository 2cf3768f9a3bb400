import type { FollowerReading, ReplicaReading } from "../../domain/live-replicas";
import { printLabelSet } from "../label-set";
import { FOLLOWER_LABELS, REPLICA_LABELS } from "../metric";
import type { FollowerMetric, ReplicaMetric } from "../metric";
import type { LineBlock } from "./line-block";
import { LONGEST_VALUE, writeSampleValue } from "./number-digits";
import type { Page } from "./page";

const BLANK = 0x20;
const LINE_FEED = 0x0a;

const ENCODER = new TextEncoder();

/** The metrics that lines are kept for. */
export interface KeptMetrics {
  readonly replica: readonly ReplicaMetric[];
  readonly follower: readonly FollowerMetric[];
}

/**
 * Brings the lines of one replica up to date with what its reading says: exactly the bytes that either format's writer prints,
 * which for samples of gauges and counters are the same.
 */
export class RowWriter {
  readonly #metrics: KeptMetrics;
  readonly #replicaNames: readonly Uint8Array[];
  readonly #followerNames: readonly Uint8Array[];
  /** The value that is being written. */
  readonly #value = new Uint8Array(LONGEST_VALUE);
  #valueLength = 0;
  /** The line that is being written. */
  #line = new Uint8Array(256);
  /** Labels of the replica and of the follower at hand, made when a line needs them. */
  #replicaLabels: Uint8Array | undefined;
  #followerLabels: Uint8Array | undefined;

  constructor(metrics: KeptMetrics) {
    this.#metrics = metrics;
    this.#replicaNames = metrics.replica.map(({ name }) => ENCODER.encode(name));
    this.#followerNames = metrics.follower.map(({ name }) => ENCODER.encode(name));
  }

  /**
   * Writes what has changed.
   *
   * @param withLabels - writes every line whole, because names may have changed too.
   */
  write(page: Page, row: number, reading: ReplicaReading, withLabels: boolean): void {
    this.#replicaLabels = undefined;
    const { replica: metrics } = this.#metrics;
    for (let i = 0; i < metrics.length; i += 1) {
      const block = page.replicaBlocks[i];
      if (block === undefined || !this.#takeValue(block, row, metrics[i]?.read(reading))) continue;
      if (withLabels || block.isEmpty(row)) {
        this.#replicaLabels ??= replicaLabels(reading);
        this.#replaceLine(block, row, this.#replicaNames[i], this.#replicaLabels);
      } else block.replaceValue(row, this.#value, this.#valueLength);
    }
    if (this.#metrics.follower.length > 0) this.#writeFollowers(page, row, reading, withLabels);
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
    const { follower: metrics } = this.#metrics;
    for (let i = 0; i < metrics.length; i += 1) {
      const block = page.followerBlocks[i];
      if (block === undefined || !this.#takeValue(block, line, metrics[i]?.read(lag))) continue;
      if (withLabels || block.isEmpty(line)) {
        this.#followerLabels ??= followerLabels(reading, lag);
        this.#replaceLine(block, line, this.#followerNames[i], this.#followerLabels);
      } else block.replaceValue(line, this.#value, this.#valueLength);
    }
  }

  /** Makes a value the one that is being written. Where there is none, its line is made empty, and the answer is no. */
  #takeValue(block: LineBlock, line: number, value: number | bigint | undefined): boolean {
    if (value === undefined) {
      block.clearLine(line);
      return false;
    }
    this.#valueLength = writeSampleValue(this.#value, 0, value);
    return true;
  }

  #replaceLine(block: LineBlock, line: number, name: Uint8Array | undefined, labels: Uint8Array): void {
    if (name === undefined) return;
    const length = name.length + labels.length + 1 + this.#valueLength + 1;
    if (this.#line.length < length) this.#line = new Uint8Array(2 * length);
    const text = this.#line;
    text.set(name);
    text.set(labels, name.length);
    let at = name.length + labels.length;
    text[at] = BLANK;
    at += 1;
    for (let i = 0; i < this.#valueLength; i += 1) text[at + i] = this.#value[i] ?? 0;
    text[length - 1] = LINE_FEED;
    block.replaceLine(line, text, length);
  }
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
