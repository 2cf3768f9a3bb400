import { resized } from "../../domain/columns/resized";
import { LineDraft } from "./line-draft";
import type { LiveCaptures } from "./live-captures";
import type { NewValues } from "./new-values";
import type { GapBuffer } from "./gap-buffer";

const BLANK = 0x20;

/** Room for the ends of the first lines. */
const FIRST_LINES = 8;

/**
 * Lines of text in one piece of memory, each of which can be replaced. A line may be empty: then nothing of it is in the text.
 *
 * Bytes that a live capture may read are never written again: the first change after the capture copies them. So a capture is
 * taken by remembering `bytes` and `length`.
 */
export class LineBlock {
  readonly #captures: LiveCaptures;
  #bytes: Uint8Array = new Uint8Array(0);
  #madeAfter: number;
  /** Where each line ends in `bytes`; it begins where the one before ends. */
  #ends: Uint32Array<ArrayBuffer>;
  #lineCount = 0;
  /** What the last end says, which a scrape asks every block for. */
  #length = 0;
  #seriesCount = 0;

  constructor(captures: LiveCaptures, ends: Uint32Array<ArrayBuffer> = new Uint32Array(FIRST_LINES)) {
    this.#captures = captures;
    this.#madeAfter = captures.latest;
    this.#ends = ends;
  }

  /** The text, and room behind it. To be read only. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Bytes of text. */
  get length(): number {
    return this.#length;
  }

  /** Lines, the empty ones included. */
  get lineCount(): number {
    return this.#lineCount;
  }

  /** Lines that are not empty. */
  get seriesCount(): number {
    return this.#seriesCount;
  }

  /** Where a line begins in `bytes`; that of the line behind the last is where the text ends. */
  startOf(line: number): number {
    return this.#start(line);
  }

  /** Lines from `from` on, up to the one before `to`, that are not empty. */
  seriesBetween(from: number, to: number): number {
    if (this.#seriesCount === this.#lineCount) return to - from;
    let series = 0;
    for (let line = from; line < to; line += 1) if (!this.isEmpty(line)) series += 1;
    return series;
  }

  isEmpty(line: number): boolean {
    return this.#start(line) === this.#end(line);
  }

  /** Adds an empty line before line `at`. */
  insertLine(at: number): void {
    this.#makeLines(at, 0, 1);
    this.#ends[at] = this.#start(at);
  }

  /** Removes `count` lines from line `at` on. */
  removeLines(at: number, count: number): void {
    this.replaceLines(at, count, new LineDraft());
  }

  /** Puts other lines in place of `count` lines from line `at` on. What stands behind them moves once. */
  replaceLines(at: number, count: number, lines: LineDraft): void {
    const start = this.#start(at);
    const oldLength = this.#start(at + count) - start;
    const oldTotal = this.length;
    for (let line = at; line < at + count; line += 1) if (!this.isEmpty(line)) this.#seriesCount -= 1;
    this.#makeWritable(start, oldLength, lines.length, oldTotal);
    this.#bytes.set(lines.bytes.subarray(0, lines.length), start);
    this.#makeLines(at, count, lines.lineCount);
    for (let line = 0; line < lines.lineCount; line += 1) this.#ends[at + line] = start + lines.endOf(line);
    for (let line = at; line < at + lines.lineCount; line += 1)
      if (!this.isEmpty(line)) this.#seriesCount += 1;
    this.#moveEnds(at + lines.lineCount, this.#lineCount, lines.length - oldLength);
    this.#length = oldTotal + lines.length - oldLength;
  }

  /** Makes a line empty. */
  clearLine(line: number): void {
    const start = this.#start(line);
    const length = this.#end(line) - start;
    if (length === 0) return;
    this.#splice(line, start, length, this.#bytes, 0);
    this.#seriesCount -= 1;
  }

  /**
   * Replaces a whole line.
   *
   * @param source - begins with the new line, its line feed included.
   * @param length - of the new line; not 0.
   */
  replaceLine(line: number, source: Uint8Array, length: number): void {
    const start = this.#start(line);
    const oldLength = this.#end(line) - start;
    if (oldLength === 0) this.#seriesCount += 1;
    this.#splice(line, start, oldLength, source, length);
  }

  /**
   * Replaces what stands between the last blank of lines that are not empty and their line feeds. The same values again change
   * nothing, so that captured bytes are not copied for them.
   *
   * @param draft - is used on the way.
   */
  replaceValues(newValues: NewValues, draft: GapBuffer): void {
    for (let i = 0; i < newValues.count; i += 1) {
      if (this.#replaceInPlace(newValues, i)) continue;
      this.#rebuild(newValues, i, draft);
      return;
    }
  }

  /** Moves the lines from `at` on to a block of their own, which is returned. */
  splitOff(at: number): LineBlock {
    const start = this.#start(at);
    const tail = new LineBlock(this.#captures, this.#ends.slice(at, this.#lineCount));
    for (let line = 0; line < tail.#ends.length; line += 1) {
      tail.#ends[line] = tail.#end(line) - start;
    }
    tail.#lineCount = this.#lineCount - at;
    tail.#length = this.#length - start;
    tail.#bytes = withRoom(this.#bytes.subarray(start, this.length));
    for (let line = 0; line < tail.#lineCount; line += 1) if (!tail.isEmpty(line)) tail.#seriesCount += 1;
    this.#seriesCount -= tail.#seriesCount;
    this.#lineCount = at;
    this.#length = start;
    this.#ends = this.#ends.slice(0, at);
    this.#bytes = withRoom(this.#bytes.subarray(0, start));
    this.#madeAfter = this.#captures.latest;
    return tail;
  }

  /** Writes value number `i` over an old one of the same length. Returns false, and does nothing, when that has another. */
  #replaceInPlace(newValues: NewValues, i: number): boolean {
    const line = newValues.lineAt(i);
    const end = this.#end(line) - 1;
    const start = this.#valueStart(end);
    const length = newValues.print(i);
    if (end - start !== length) return false;
    const bytes = this.#bytes;
    const value = newValues.text;
    let same = 0;
    while (same < length && bytes[start + same] === value[same]) same += 1;
    if (same < length) this.#splice(line, start, length, value, length);
    return true;
  }

  /**
   * Replaces the values from number `first` on. From there the text is put together anew and every byte is moved once: one
   * value after the other would move the same lines again and again.
   */
  #rebuild(newValues: NewValues, first: number, draft: GapBuffer): void {
    const { count } = newValues;
    const oldTotal = this.length;
    let line = newValues.lineAt(first);
    const from = this.#start(line);
    draft.open(this.#bytes.subarray(from, oldTotal), count - first);
    let change = 0;
    for (let i = first; i < count; i += 1) {
      const next = newValues.lineAt(i);
      this.#moveEnds(line, next, change);
      line = next;
      const end = this.#end(line) - 1;
      draft.keepUntil(this.#valueStart(end) - from);
      draft.replaceUntil(end - from, newValues.valueAt(i));
      change = from + draft.length - end;
    }
    this.#moveEnds(line, this.#lineCount, change);
    draft.keepUntil(oldTotal - from);
    this.#makeWritable(from, oldTotal - from, draft.length, oldTotal);
    this.#bytes.set(draft.text, from);
    this.#length = from + draft.length;
  }

  /** Where the value that ends at `end` begins. */
  #valueStart(end: number): number {
    const bytes = this.#bytes;
    let start = end;
    while (start > 0 && bytes[start - 1] !== BLANK) start -= 1;
    if (start <= 0) throw new Error("a value was to be replaced in a line that has none");
    return start;
  }

  #start(line: number): number {
    return line === 0 ? 0 : (this.#ends[line - 1] ?? 0);
  }

  #end(line: number): number {
    return this.#ends[line] ?? 0;
  }

  /** Replaces `oldLength` bytes from `at` on, which belong to `line`, and moves everything behind them. */
  #splice(line: number, at: number, oldLength: number, source: Uint8Array, newLength: number): void {
    const oldTotal = this.length;
    const change = newLength - oldLength;
    this.#makeWritable(at, oldLength, newLength, oldTotal);
    const bytes = this.#bytes;
    for (let i = 0; i < newLength; i += 1) bytes[at + i] = source[i] ?? 0;
    if (change === 0) return;
    this.#moveEnds(line, this.#lineCount, change);
    this.#length += change;
  }

  /** Makes `count` lines from `at` on another number of lines, whose ends are to be noted. */
  #makeLines(at: number, count: number, newCount: number): void {
    const lineCount = this.#lineCount + newCount - count;
    if (lineCount > this.#ends.length) {
      this.#ends = resized(this.#ends, Math.max(FIRST_LINES, 2 * this.#lineCount, lineCount));
    }
    this.#ends.copyWithin(at + newCount, at + count, this.#lineCount);
    this.#lineCount = lineCount;
  }

  /** Notes that the ends of the lines from `first` up to `limit` have moved. */
  #moveEnds(first: number, limit: number, change: number): void {
    const ends = this.#ends;
    for (let line = first; line < limit; line += 1) ends[line] = (ends[line] ?? 0) + change;
  }

  /** Makes room for the new bytes where the old ones are, in memory that nobody else reads. */
  #makeWritable(at: number, oldLength: number, newLength: number, oldTotal: number): void {
    const old = this.#bytes;
    const total = oldTotal + newLength - oldLength;
    const isWasteful = old.length > 2 * roomFor(total);
    if (total <= old.length && !isWasteful && !this.#captures.mayRead(this.#madeAfter)) {
      if (newLength !== oldLength) old.copyWithin(at + newLength, at + oldLength, oldTotal);
      return;
    }
    const copy = new Uint8Array(roomFor(total));
    copy.set(old.subarray(0, at));
    copy.set(old.subarray(at + oldLength, oldTotal), at + newLength);
    this.#bytes = copy;
    this.#madeAfter = this.#captures.latest;
  }
}

/** A little more than the text: values change their length by few bytes, up and down. */
function roomFor(length: number): number {
  return length + (length >> 5) + 64;
}

function withRoom(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(roomFor(text.length));
  bytes.set(text);
  return bytes;
}
