import { replicaIdOf } from "../../domain/terms/ids";
import { partOfShard } from "../terms/scrape-part";
import type { ScrapePart } from "../terms/scrape-part";
import { LineBlock } from "./line-block";
import type { LineDraft } from "./line-draft";
import type { LiveCaptures } from "./live-captures";

/** In place of a slot: the replica of this row has left, and its lines are still there. */
const GONE = -1;

/** Some neighbours: from the first up to the one that is no longer among them. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How many blocks a page has. */
export interface PageShape {
  /** One for each line that a metric of replicas has for each of them. */
  readonly replicaLines: number;
  /** One for each metric of followers. */
  readonly followerMetrics: number;
}

/**
 * The lines of some neighbouring replicas: a row for each, ordered by shard, then region, and a block for each metric, or for
 * each line that it has for a replica. In the blocks of replica metrics, row and line are the same; in those of follower metrics a row has a line for each of its followers.
 */
export class Page {
  readonly #slots: number[] = [];
  readonly #keys: number[] = [];
  /** The followers of all rows one after the other: line `i` of every follower block is that of `#followerIds[i]`. */
  #followerIds: number[] = [];
  /** Where each row's followers end in that list. */
  readonly #followerEnds: number[] = [];
  readonly replicaBlocks: readonly LineBlock[];
  readonly followerBlocks: readonly LineBlock[];
  /** Whether it waits to be patched; kept here because it is asked for every heartbeat. */
  isQueued = false;
  /** Whether its labels are to be written anew. */
  needsLabels = false;

  constructor(replicaBlocks: readonly LineBlock[], followerBlocks: readonly LineBlock[]) {
    this.replicaBlocks = replicaBlocks;
    this.followerBlocks = followerBlocks;
  }

  static empty({ replicaLines, followerMetrics }: PageShape, captures: LiveCaptures): Page {
    const blocks = (count: number): LineBlock[] =>
      Array.from({ length: count }, () => new LineBlock(captures));
    return new Page(blocks(replicaLines), blocks(followerMetrics));
  }

  /** Rows, those of replicas that have left included. */
  get rowCount(): number {
    return this.#slots.length;
  }

  /** Followers of all rows together. */
  get followerCount(): number {
    return this.#followerIds.length;
  }

  /** Orders pages. Only to be asked of a page with rows. */
  get firstKey(): number {
    return this.#keys[0] ?? Infinity;
  }

  /** The slot of the replica in a row; undefined when it has left. */
  slotAt(row: number): number | undefined {
    const slot = this.#slots[row];
    return slot === GONE ? undefined : slot;
  }

  /** The rows of a part, in as few stretches as there are. */
  rowsOf({ number, of }: ScrapePart): Stretch[] {
    const stretches: Stretch[] = [];
    let from = -1;
    for (let row = 0; row <= this.#keys.length; row += 1) {
      const key = this.#keys[row];
      const isWanted = key !== undefined && partOfShard(replicaIdOf(key).shardId, of) === number;
      if (isWanted && from < 0) from = row;
      if (isWanted || from < 0) continue;
      stretches.push({ from, to: row });
      from = -1;
    }
    return stretches;
  }

  /** The lines of some rows in the follower blocks. */
  followersOf({ from, to }: Stretch): Stretch {
    return { from: this.followerStart(from), to: this.followerStart(to) };
  }

  /** Adds a row without lines for a replica and returns which one it is. */
  insertRow(key: number, slot: number): number {
    const row = this.#firstRowAfter(key);
    const line = this.followerStart(row);
    this.#keys.splice(row, 0, key);
    this.#slots.splice(row, 0, slot);
    this.#followerEnds.splice(row, 0, line);
    for (const block of this.replicaBlocks) block.insertLine(row);
    return row;
  }

  /** Notes that the replica in `slot` has left. Its lines stay until {@link Page.removeGoneRows}. */
  markGone(slot: number): void {
    const row = this.#slots.indexOf(slot);
    if (row < 0) throw new Error(`slot ${slot}: expected it on the page that it was put on`);
    this.#slots[row] = GONE;
  }

  /** Removes the rows of replicas that have left, with their lines. */
  removeGoneRows(): void {
    for (let row = this.#slots.lastIndexOf(GONE); row >= 0; row = this.#slots.lastIndexOf(GONE)) {
      const [start, count] = [this.followerStart(row), this.followerCountOf(row)];
      for (const block of this.followerBlocks) block.removeLines(start, count);
      this.#setFollowers(row, []);
      for (const block of this.replicaBlocks) block.removeLines(row, 1);
      this.#keys.splice(row, 1);
      this.#slots.splice(row, 1);
      this.#followerEnds.splice(row, 1);
    }
  }

  /** The first line of a row in the follower blocks. */
  followerStart(row: number): number {
    return row === 0 ? 0 : (this.#followerEnds[row - 1] ?? 0);
  }

  /** The line behind the last one of a row in the follower blocks. */
  followerEnd(row: number): number {
    return this.#followerEnds[row] ?? 0;
  }

  /** Whose line of the follower blocks this is; only to be asked of a line that is there. */
  followerAt(line: number): number {
    return this.#followerIds[line] ?? 0;
  }

  /** Followers of a row, those included whose lines are empty. */
  followerCountOf(row: number): number {
    return this.followerEnd(row) - this.followerStart(row);
  }

  /**
   * Makes the followers of a row these, with these lines, in one go: one by one, each would move all that stands behind it.
   *
   * @param followerIds - ascending.
   * @param lines - one for each follower block, with a line for each follower.
   */
  replaceFollowers(row: number, followerIds: readonly number[], lines: readonly LineDraft[]): void {
    const [start, count] = [this.followerStart(row), this.followerCountOf(row)];
    for (const [i, block] of this.followerBlocks.entries()) {
      const draft = lines[i];
      if (draft?.lineCount !== followerIds.length) {
        throw new Error(`row ${row}: expected a line for each of ${followerIds.length} followers`);
      }
      block.replaceLines(start, count, draft);
    }
    this.#setFollowers(row, followerIds);
  }

  /** Makes the lines of all followers of a row empty. */
  clearFollowers(row: number, emptyLines: LineDraft): void {
    const [start, count] = [this.followerStart(row), this.followerCountOf(row)];
    for (const block of this.followerBlocks) block.replaceLines(start, count, emptyLines);
  }

  /** Moves the rows from `row` on to a page of their own, which is returned. */
  splitOff(row: number): Page {
    const line = this.followerStart(row);
    const tail = new Page(
      this.replicaBlocks.map((block) => block.splitOff(row)),
      this.followerBlocks.map((block) => block.splitOff(line)),
    );
    tail.#slots.push(...this.#slots.splice(row));
    tail.#keys.push(...this.#keys.splice(row));
    // Not spread: there may be more than a call takes arguments.
    tail.#followerIds = this.#followerIds.splice(line);
    for (const end of this.#followerEnds.splice(row)) tail.#followerEnds.push(end - line);
    tail.needsLabels = this.needsLabels;
    return tail;
  }

  #setFollowers(row: number, followerIds: readonly number[]): void {
    const [start, end] = [this.followerStart(row), this.followerEnd(row)];
    const ids = this.#followerIds;
    this.#followerIds = ids.slice(0, start).concat(followerIds, ids.slice(end));
    const change = followerIds.length - (end - start);
    const ends = this.#followerEnds;
    for (let later = row; later < ends.length; later += 1) ends[later] = (ends[later] ?? 0) + change;
  }

  #firstRowAfter(key: number): number {
    let row = this.#keys.length;
    while (row > 0 && (this.#keys[row - 1] ?? 0) > key) row -= 1;
    return row;
  }
}
