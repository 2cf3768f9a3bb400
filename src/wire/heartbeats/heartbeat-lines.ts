import { ASCII, byteAt, skipBlanksInLine } from "../json/ascii";
import type { HeartbeatEntries } from "./heartbeat-entries";
import type { HeartbeatFraming } from "./heartbeat-framing";
import { NOT_RECOGNISED } from "./heartbeat-scanner";
import { HeldBytes } from "./held-bytes";

/** NDJSON: one heartbeat a line, `\n` or `\r\n`; blank lines are skipped and not counted. */
export class HeartbeatLines implements HeartbeatFraming {
  readonly #entries: HeartbeatEntries;
  readonly #held: HeldBytes;
  #line = 1;

  constructor(entries: HeartbeatEntries, maxLineBytes: number) {
    this.#entries = entries;
    this.#held = new HeldBytes(maxLineBytes);
  }

  read(bytes: Uint8Array, start: number): number {
    const at = this.#held.isEmpty ? skipBlanksInLine(bytes, start) : start;
    if (this.#held.isEmpty && at < bytes.length) {
      const next = this.#readWhole(bytes, at);
      if (next !== NOT_RECOGNISED) return next;
    }
    // Cut before decoding: in UTF-8 this byte is part of no other character.
    const end = bytes.indexOf(ASCII.lineFeed, at);
    this.#held.append(bytes.subarray(at, end === -1 ? bytes.length : end));
    if (end === -1) return bytes.length;
    this.#takeHeld();
    this.#line += 1;
    return end + 1;
  }

  finish(): boolean {
    this.#takeHeld();
    return false;
  }

  cutOff(): void {
    if (!this.#held.isTooLong) this.#entries.takeIfWhole(this.#held.bytes);
  }

  /** A line that is blank, or a heartbeat that the scanner recognises; the position behind it, or `NOT_RECOGNISED`. */
  #readWhole(bytes: Uint8Array, at: number): number {
    let end = at;
    if (byteAt(bytes, at) !== ASCII.lineFeed) {
      end = this.#entries.scan(bytes, at, false);
      if (end === NOT_RECOGNISED) return NOT_RECOGNISED;
      const length = end - at;
      end = skipBlanksInLine(bytes, end);
      if (byteAt(bytes, end) !== ASCII.lineFeed) return NOT_RECOGNISED;
      this.#entries.takeScanned(length, this.#line);
    }
    this.#line += 1;
    return end + 1;
  }

  #takeHeld(): void {
    if (this.#held.isTooLong) this.#entries.refuseTooLong(this.#line);
    else if (!this.#held.isEmpty) this.#entries.take(this.#held.bytes, this.#line);
    this.#held.clear();
  }
}
