import { resized } from "../columns/resized";

/** So many times are kept for each slot. */
export const KEPT_TIMES = 8;

/** The place of the next time, then the times. */
const ROW_LENGTH = 1 + KEPT_TIMES;
/** Rows that are made room for at a time. Pages, because copying all to grow would hold up the process. */
const ROWS_PER_PAGE = 256;

/**
 * When something last happened to each replica, to the second: enough to see that it happens again and again. To most it never
 * does: only the others take up room.
 */
export class RecentTimes {
  /** By slot: the number of its row and 1, or 0 without one. */
  #rows: Uint32Array<ArrayBuffer>;
  /** Of each row one more than the lived second, 0 for none. */
  readonly #pages: Uint32Array<ArrayBuffer>[] = [];
  readonly #freeRows: number[] = [];
  /** Lived milliseconds: when it last happened to anybody. */
  latestMs = -Infinity;

  constructor(capacity: number) {
    this.#rows = new Uint32Array(capacity);
  }

  resize(capacity: number): void {
    this.#rows = resized(this.#rows, capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    const row = this.#rows[slot]! - 1;
    if (row < 0) return;
    this.#pageOf(row).fill(0, firstOf(row), firstOf(row) + ROW_LENGTH);
    this.#freeRows.push(row);
    this.#rows[slot] = 0;
  }

  add(slot: number, livedMs: number): void {
    this.latestMs = livedMs;
    if (this.#rows[slot] === 0) this.#rows[slot] = 1 + (this.#freeRows.pop() ?? this.#addPage());
    const row = this.#rows[slot]! - 1;
    const page = this.#pageOf(row);
    const first = firstOf(row);
    const place = page[first]!;
    page[first + 1 + place] = Math.floor(livedMs / 1000) + 1;
    page[first] = (place + 1) % KEPT_TIMES;
  }

  /**
   * Lived milliseconds, to the second: when the last but `others` of them happened; undefined when it did not happen that often.
   *
   * @param others - from 0 to less than {@link KEPT_TIMES}.
   */
  lastButMs(slot: number, others: number): number | undefined {
    const row = this.#rows[slot]! - 1;
    if (row < 0) return undefined;
    const page = this.#pageOf(row);
    const place = (page[firstOf(row)]! + 2 * KEPT_TIMES - 1 - others) % KEPT_TIMES;
    const second = page[firstOf(row) + 1 + place]!;
    return second === 0 ? undefined : (second - 1) * 1000;
  }

  /** Returns its first row; the others are free. */
  #addPage(): number {
    const firstRow = this.#pages.length * ROWS_PER_PAGE;
    for (let row = ROWS_PER_PAGE - 1; row > 0; row -= 1) this.#freeRows.push(firstRow + row);
    this.#pages.push(new Uint32Array(ROWS_PER_PAGE * ROW_LENGTH));
    return firstRow;
  }

  #pageOf(row: number): Uint32Array<ArrayBuffer> {
    return this.#pages[Math.floor(row / ROWS_PER_PAGE)]!;
  }
}

function firstOf(row: number): number {
  return (row % ROWS_PER_PAGE) * ROW_LENGTH;
}
