import { HeartbeatDocument } from "./heartbeat-document";
import { HeartbeatEntries } from "./heartbeat-entries";
import type { BatchLimits, BatchProblem, HeartbeatReader, HeartbeatSink } from "./heartbeat-entries";
import type { HeartbeatFraming } from "./heartbeat-framing";
import { HeartbeatLines } from "./heartbeat-lines";
import { BYTE_ORDER_MARK } from "../json/utf8";

/** How the body says that it is written: `application/json` or `application/x-ndjson`. */
export type HeartbeatFormat = "json" | "ndjson";

/** Heartbeats that one call of `advance` reads at most: well below a millisecond. */
const WORK_PER_ADVANCE = 256;

/**
 * Reads a body of heartbeats while it arrives, and hands each on as soon as it is complete. What is held is one unfinished
 * heartbeat, however long the body is.
 *
 * - `json`: one object, or an array. An empty array is a batch of none.
 * - `ndjson`: one object a line; messages name the line, from 1.
 *
 * What is wrong with one heartbeat (its JSON, its UTF-8, its length) costs that heartbeat only. One byte order mark at the start
 * is ignored. A heartbeat's index is its position; positions in messages count from its first character.
 */
export class HeartbeatStream {
  readonly #entries: HeartbeatEntries;
  readonly #framing: HeartbeatFraming;
  #chunk: Uint8Array = new Uint8Array();
  #at = 0;
  /** Bytes of a byte order mark that have been seen; all of them when none is possible any more. */
  #markBytes = 0;

  /** @param reader - may be shared by any number of streams. */
  constructor(format: HeartbeatFormat, limits: BatchLimits, reader: HeartbeatReader, sink: HeartbeatSink) {
    this.#entries = new HeartbeatEntries(reader, limits, sink);
    const Framing = format === "json" ? HeartbeatDocument : HeartbeatLines;
    this.#framing = new Framing(this.#entries, limits.maxLineBytes);
  }

  /** Entries so far, good and bad. */
  get count(): number {
    return this.#entries.count;
  }

  /** Entries that were refused for their length. */
  get tooLongCount(): number {
    return this.#entries.tooLongCount;
  }

  /** Gives it the next bytes, which nobody may change afterwards. Those before must have been read to their end. */
  push(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#at = this.#markBytes < BYTE_ORDER_MARK.length ? this.#skipMark(chunk) : 0;
  }

  /** Reads on for a short while. Returns whether it read all bytes that it was given, or wants no more. */
  advance(): boolean {
    const entries = this.#entries;
    entries.work = 0;
    while (this.#at < this.#chunk.length && entries.refusal === undefined) {
      if (entries.work >= WORK_PER_ADVANCE) return false;
      this.#at = this.#framing.read(this.#chunk, this.#at);
    }
    return true;
  }

  /** Why no more bytes are wanted: more heartbeats than are taken. Undefined while they are. */
  get refusal(): BatchProblem | undefined {
    return this.#entries.refusal;
  }

  /** Ends the body. Returns why it is refused as a whole, or undefined. */
  finish(): BatchProblem | undefined {
    if (this.#markBytes < BYTE_ORDER_MARK.length) this.#readPieceOfMark(this.#markBytes);
    return this.#entries.finish(this.#framing.finish());
  }

  /** Ends a body whose rest will never arrive: what is complete is taken, and the rest is nobody's mistake. */
  cutOff(): void {
    this.#framing.cutOff();
  }

  /** Where a chunk begins behind a byte order mark, which may arrive in pieces. */
  #skipMark(chunk: Uint8Array): number {
    const before = this.#markBytes;
    let at = 0;
    while (at < chunk.length && chunk[at] === BYTE_ORDER_MARK[this.#markBytes]) {
      this.#markBytes += 1;
      at += 1;
    }
    if (at === chunk.length || this.#markBytes === BYTE_ORDER_MARK.length) return at;
    this.#readPieceOfMark(before);
    return 0;
  }

  /** What began like a mark and is none belongs to the body. */
  #readPieceOfMark(length: number): void {
    const piece = BYTE_ORDER_MARK.subarray(0, length);
    for (let at = 0; at < length;) at = this.#framing.read(piece, at);
    this.#markBytes = BYTE_ORDER_MARK.length;
  }
}
