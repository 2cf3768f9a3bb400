import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";
import { HeadHistory } from "./head-history";

/** Heads kept per replica. Enough for the last minutes beat by beat and, thinned out, for hours before them. */
const MAX_POINTS = 32;

/** So many make room when there is none: to look through all of a history for each point that comes is to fetch all of it. */
const THINNED_AT_ONCE = 4;

/** A point is a time and a head: they are asked for together. */
const FLOATS_PER_ROW = 2 * MAX_POINTS;

/** Rows that are made room for at a time. Pages, because copying tens of megabytes to grow would hold up the process. */
const ROWS_PER_PAGE = 64;

/** Heads of one history are told apart up to this distance; one that is further from where it began begins another one. */
const LONGEST_DISTANCE = Number.MAX_SAFE_INTEGER;

/** In the place of a time: nobody asked since the last observation. */
const NOT_ASKED = Infinity;

/** The points of some rows, oldest first. */
class HistoryPage {
  readonly points = new Float64Array(ROWS_PER_PAGE * FLOATS_PER_ROW);
  readonly counts = new Uint8Array(ROWS_PER_PAGE);
  /** What heads are counted from, so that floats tell them apart however large they are. */
  readonly bases = new U64Array(ROWS_PER_PAGE);
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
  readonly #history = new HeadHistory();

  constructor(capacity: number) {
    this.#rows = new Uint32Array(capacity);
    this.#stoodMs = new Float64Array(capacity);
  }

  resize(capacity: number): void {
    this.#rows = resized(this.#rows, capacity);
    this.#stoodMs = resized(this.#stoodMs, capacity);
  }

  /** Forgets what was observed in a slot. */
  forget(slot: number): void {
    const row = this.#rowOf(slot);
    if (row >= 0) this.#freeRows.push(row);
    this.#rows[slot] = 0;
  }

  /** The history of a slot, valid until the next call or change; undefined before the first observation. */
  at(slot: number): HeadHistory | undefined {
    const row = this.#rowOf(slot);
    if (row < 0) return undefined;
    const { points, counts, bases } = this.#pageOf(row);
    const index = row % ROWS_PER_PAGE;
    return this.#history.open(points, index * FLOATS_PER_ROW, counts[index]!, bases, index);
  }

  /**
   * Adds an observation: the head is number `i` of `heads`. One that went back is another WAL: what was known is void.
   *
   * @returns whether it begins a history.
   */
  record(slot: number, timeMs: number, heads: U64Array, i: number): boolean {
    const row = this.#rowOf(slot) >= 0 ? this.#rowOf(slot) : this.#takeRow(slot);
    const page = this.#pageOf(row);
    const index = row % ROWS_PER_PAGE;
    const head = heads.difference(i, page.bases, index);
    const begins = page.counts[index] === 0 || head > LONGEST_DISTANCE || head < lastHead(page, index);
    if (begins) {
      page.bases.copy(index, heads, i);
      page.counts[index] = 0;
    }
    this.#add(slot, page, index, timeMs, begins ? 0 : head);
    return begins;
  }

  /** The same for a head that is estimated, counted from wherever estimates are counted from. It never goes back. */
  recordEstimate(slot: number, timeMs: number, head: number): boolean {
    const row = this.#rowOf(slot) >= 0 ? this.#rowOf(slot) : this.#takeRow(slot);
    const page = this.#pageOf(row);
    const index = row % ROWS_PER_PAGE;
    const begins = page.counts[index] === 0;
    if (begins) page.bases.setWords(index, 0, 0);
    this.#add(slot, page, index, timeMs, head);
    return begins;
  }

  /** Whether the head had stood where it is for so long at the last observation; false before it was seen to move. */
  stoodFor(slot: number, forMs: number): boolean {
    if (this.#rows[slot] === 0) return false;
    if (this.#stoodMs[slot] === NOT_ASKED) this.#stoodMs[slot] = this.at(slot)!.stoodMs();
    return this.#stoodMs[slot]! >= forMs;
  }

  #add(slot: number, page: HistoryPage, index: number, timeMs: number, head: number): void {
    const { points, counts } = page;
    const first = index * FLOATS_PER_ROW;
    if (counts[index] === MAX_POINTS) {
      thinOut(points, first, timeMs);
      counts[index] = MAX_POINTS - THINNED_AT_ONCE;
    }
    const at = first + 2 * counts[index]!;
    points[at] = timeMs;
    points[at + 1] = head;
    counts[index]! += 1;
    this.#stoodMs[slot] = NOT_ASKED;
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

function lastHead({ points, counts }: HistoryPage, index: number): number {
  return points[index * FLOATS_PER_ROW + 2 * counts[index]! - 1]!;
}

const spreads = new Float64Array(MAX_POINTS);

/**
 * Drops the inner points whose neighbours lie closest together for their age, no two of them side by side, so that the error
 * stays a share of the age.
 */
function thinOut(points: Float64Array, first: number, nowMs: number): void {
  spreads[0] = Infinity;
  spreads[MAX_POINTS - 1] = Infinity;
  for (let point = 1; point < MAX_POINTS - 1; point += 1) {
    const at = first + 2 * point;
    const beforeMs = points[at - 2]!;
    spreads[point] = (points[at + 2]! - beforeMs) / (1 + nowMs - beforeMs);
  }
  for (let dropped = 0; dropped < THINNED_AT_ONCE; dropped += 1) dropOne(spreads);
  let to = first;
  for (let point = 0; point < MAX_POINTS; point += 1) {
    if (Number.isNaN(spreads[point])) continue;
    points[to] = points[first + 2 * point]!;
    points[to + 1] = points[first + 2 * point + 1]!;
    to += 2;
  }
}

/** Marks the point of the smallest spread with NaN, and keeps its neighbours. */
function dropOne(of: Float64Array): void {
  let smallest = Infinity;
  let victim = 1;
  for (let point = 1; point < MAX_POINTS - 1; point += 1) {
    if (of[point]! < smallest) {
      smallest = of[point]!;
      victim = point;
    }
  }
  of[victim] = NaN;
  for (const neighbour of [victim - 1, victim + 1]) {
    if (!Number.isNaN(of[neighbour])) of[neighbour] = Infinity;
  }
}
