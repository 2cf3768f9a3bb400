import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";

/** Heads kept per replica. Enough for the last minutes beat by beat and, thinned out, for hours before them. */
const MAX_POINTS = 32;

/** One more than is kept: a new point is added before it is decided which one goes. */
const ROW_LENGTH = MAX_POINTS + 1;

/** Rows that are made room for at a time. Pages, because copying tens of megabytes to grow would hold up the process. */
const ROWS_PER_PAGE = 64;

/** In the place of a time: the head was never seen to move; nobody asked since the last observation. */
const NEVER_MOVED = -Infinity;
const NOT_ASKED = Infinity;

/** The points of some rows: row `r` has its own from `r * ROW_LENGTH` on, oldest first. */
class HistoryPage {
  readonly timesMs = new Float64Array(ROWS_PER_PAGE * ROW_LENGTH);
  readonly heads = new U64Array(ROWS_PER_PAGE * ROW_LENGTH);
  readonly counts = new Uint8Array(ROWS_PER_PAGE);
}

/**
 * When the head of each shard's WAL passed which sequence number: per slot a bounded list of (time, head), exact near the
 * present and coarser with age. It turns a follower's position into the age of what it has not applied. Only replicas that
 * report a head take up room.
 */
export class HeadHistories {
  /** By slot: the number of its row and 1, or 0 without one. */
  #rows: Uint32Array<ArrayBuffer>;
  /** By slot, how long the head stood at the last observation: very many are asked for again and again, few change in between. */
  #stoodMs: Float64Array<ArrayBuffer>;
  readonly #pages: HistoryPage[] = [];
  readonly #freeRows: number[] = [];

  constructor(capacity: number) {
    this.#rows = new Uint32Array(capacity);
    this.#stoodMs = new Float64Array(capacity).fill(NEVER_MOVED);
  }

  resize(capacity: number): void {
    this.#rows = resized(this.#rows, capacity);
    const before = this.#stoodMs.length;
    this.#stoodMs = resized(this.#stoodMs, capacity).fill(NEVER_MOVED, before);
  }

  /** Forgets what was observed in a slot. */
  forget(slot: number): void {
    const row = this.#rowOf(slot);
    if (row >= 0) this.#freeRows.push(row);
    this.#rows[slot] = 0;
    this.#stoodMs[slot] = NEVER_MOVED;
  }

  /** Adds an observation: the head is number `i` of `heads`. One that went back is another WAL: what was known is void. */
  record(slot: number, timeMs: number, heads: U64Array, i: number): void {
    const row = this.#rowOf(slot) >= 0 ? this.#rowOf(slot) : this.#takeRow(slot);
    this.#stoodMs[slot] = NOT_ASKED;
    const page = this.#pageOf(row);
    const first = firstOf(row);
    const index = row % ROWS_PER_PAGE;
    let count = page.counts[index]!;
    if (count > 0 && heads.compare(i, page.heads, first + count - 1) < 0) count = 0;
    page.timesMs[first + count] = timeMs;
    page.heads.copy(first + count, heads, i);
    count += 1;
    if (count > MAX_POINTS) {
      thinOut(page, first, timeMs);
      count = MAX_POINTS;
    }
    page.counts[index] = count;
  }

  /** The time of the oldest observation, undefined before the first. */
  sinceMs(slot: number): number | undefined {
    const row = this.#rowOf(slot);
    return row < 0 ? undefined : this.#pageOf(row).timesMs[firstOf(row)];
  }

  /** Whether the head had stood where it is for so long at the last observation; false before it was seen to move. */
  stoodFor(slot: number, forMs: number): boolean {
    if (this.#stoodMs[slot] === NOT_ASKED) this.#stoodMs[slot] = this.#findStoodMs(slot);
    return this.#stoodMs[slot]! >= forMs;
  }

  #findStoodMs(slot: number): number {
    const row = this.#rowOf(slot);
    const { timesMs, heads, counts } = this.#pageOf(row);
    const first = firstOf(row);
    const last = first + counts[row % ROWS_PER_PAGE]! - 1;
    let reached = last;
    while (reached > first && heads.compare(reached - 1, heads, last) === 0) reached -= 1;
    return reached === first ? NEVER_MOVED : timesMs[last]! - timesMs[reached]!;
  }

  /** The time of the observation before the last one, undefined before there are two. */
  beforeLastMs(slot: number): number | undefined {
    const row = this.#rowOf(slot);
    if (row < 0) return undefined;
    const { timesMs, counts } = this.#pageOf(row);
    const count = counts[row % ROWS_PER_PAGE]!;
    return count < 2 ? undefined : timesMs[firstOf(row) + count - 2];
  }

  /** Milliseconds between the two observations before the last one, undefined before there are three. */
  intervalBeforeMs(slot: number): number | undefined {
    const row = this.#rowOf(slot);
    if (row < 0) return undefined;
    const { timesMs, counts } = this.#pageOf(row);
    const before = firstOf(row) + counts[row % ROWS_PER_PAGE]! - 2;
    return before <= firstOf(row) ? undefined : timesMs[before]! - timesMs[before - 1]!;
  }

  /** How far number `i` of `seqnos` is past the last head, signed; undefined before there is one. */
  compareToHead(slot: number, seqnos: U64Array, i: number): number | undefined {
    const row = this.#rowOf(slot);
    if (row < 0) return undefined;
    const { heads, counts } = this.#pageOf(row);
    return seqnos.difference(i, heads, firstOf(row) + counts[row % ROWS_PER_PAGE]! - 1);
  }

  /**
   * When the event with number `i` of `seqnos` was written, interpolated between the two observations around it.
   *
   * @returns undefined when it was written before the history begins, or has not been written yet.
   */
  writtenAtMs(slot: number, seqnos: U64Array, i: number): number | undefined {
    const row = this.#rowOf(slot);
    if (row < 0) return undefined;
    const { timesMs, heads, counts } = this.#pageOf(row);
    const first = firstOf(row);
    let after = first + counts[row % ROWS_PER_PAGE]! - 1;
    if (heads.compare(after, seqnos, i) < 0) return undefined;
    while (after > first && heads.compare(after - 1, seqnos, i) >= 0) after -= 1;
    if (after === first) return undefined;
    // Each of some events in the middle of its share of the time: a single one half-way, nobody knows any better.
    const part = (seqnos.difference(i, heads, after - 1) - 0.5) / heads.difference(after, heads, after - 1);
    const beforeMs = timesMs[after - 1]!;
    return beforeMs + part * (timesMs[after]! - beforeMs);
  }

  /** Below 0 when the slot has none. */
  #rowOf(slot: number): number {
    return this.#rows[slot]! - 1;
  }

  #takeRow(slot: number): number {
    const row = this.#freeRows.pop() ?? this.#addPage();
    this.#pageOf(row).counts[row % ROWS_PER_PAGE] = 0;
    this.#rows[slot] = row + 1;
    return row;
  }

  /** Returns its first row; the others are free. */
  #addPage(): number {
    const firstRow = this.#pages.length * ROWS_PER_PAGE;
    for (let r = ROWS_PER_PAGE - 1; r > 0; r -= 1) this.#freeRows.push(firstRow + r);
    this.#pages.push(new HistoryPage());
    return firstRow;
  }

  #pageOf(row: number): HistoryPage {
    return this.#pages[Math.floor(row / ROWS_PER_PAGE)]!;
  }
}

function firstOf(row: number): number {
  return (row % ROWS_PER_PAGE) * ROW_LENGTH;
}

/** Drops the inner point whose neighbours lie closest together for their age, so that the error stays a share of the age. */
function thinOut({ timesMs, heads }: HistoryPage, first: number, nowMs: number): void {
  const last = first + MAX_POINTS;
  let victim = first + 1;
  let smallest = Infinity;
  for (let point = first + 1; point < last; point += 1) {
    const beforeMs = timesMs[point - 1]!;
    const spread = (timesMs[point + 1]! - beforeMs) / (1 + nowMs - beforeMs);
    if (spread < smallest) {
      smallest = spread;
      victim = point;
    }
  }
  for (let point = victim; point < last; point += 1) {
    timesMs[point] = timesMs[point + 1]!;
    heads.copy(point, heads, point + 1);
  }
}
