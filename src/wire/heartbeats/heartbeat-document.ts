import { ASCII, byteAt, skipBlanks } from "../json/ascii";
import type { HeartbeatEntries } from "./heartbeat-entries";
import type { HeartbeatFraming } from "./heartbeat-framing";
import { NOT_RECOGNISED } from "./heartbeat-scanner";
import { HeldBytes } from "./held-bytes";
import { JsonValueEnd } from "../json/json-value-end";

const { comma, openBracket, closeBracket } = ASCII;

/** Where in a document the next byte is. */
type Place = "start" | "single" | "before_element" | "in_element" | "behind_array" | "behind_mistake";

/** A JSON document: one heartbeat, or an array of them, whose elements are cut at the commas between them. */
export class HeartbeatDocument implements HeartbeatFraming {
  readonly #entries: HeartbeatEntries;
  readonly #held: HeldBytes;
  readonly #valueEnd = new JsonValueEnd();
  #place: Place = "start";

  constructor(entries: HeartbeatEntries, maxLineBytes: number) {
    this.#entries = entries;
    this.#held = new HeldBytes(maxLineBytes);
  }

  read(bytes: Uint8Array, start: number): number {
    const place = this.#place;
    if (place === "in_element") return this.#readElement(bytes, start);
    if (place === "single") return this.#readSingle(bytes, start);
    const at = skipBlanks(bytes, start);
    if (at === bytes.length) return at;
    switch (place) {
      case "before_element":
        return this.#beginElement(bytes, at);
      case "start":
        this.#place = byteAt(bytes, at) === openBracket ? "before_element" : "single";
        return this.#place === "single" ? at : at + 1;
      case "behind_array": {
        const got = JSON.stringify(String.fromCharCode(bytes[at] ?? 0));
        this.#giveUp(`not valid JSON: expected nothing behind the array, got ${got}`);
        return bytes.length;
      }
      case "behind_mistake":
        return bytes.length;
    }
  }

  finish(): boolean {
    switch (this.#place) {
      case "single":
        this.#takeHeld();
        return false;
      case "in_element":
        // An element that breaks off is mistake enough.
        if (this.#takeHeld()) this.#refuseUnended();
        return false;
      case "before_element":
        this.#refuseUnended();
        return false;
      case "start":
        return false;
      case "behind_array":
      case "behind_mistake":
        return true;
    }
  }

  cutOff(): void {
    if (!this.#held.isTooLong) this.#entries.takeIfWhole(this.#held.bytes);
  }

  #beginElement(bytes: Uint8Array, at: number): number {
    if (byteAt(bytes, at) === closeBracket && this.#entries.count === 0) {
      this.#place = "behind_array";
      return at + 1;
    }
    const end = this.#entries.scan(bytes, at, true);
    if (end !== NOT_RECOGNISED) {
      const behind = skipBlanks(bytes, end);
      if (byteAt(bytes, behind) === comma || byteAt(bytes, behind) === closeBracket) {
        this.#entries.takeScanned(end - at, 0);
        return this.#passDelimiter(bytes, behind);
      }
    }
    this.#place = "in_element";
    this.#valueEnd.start();
    return this.#readElement(bytes, at);
  }

  #readElement(bytes: Uint8Array, at: number): number {
    const end = this.#valueEnd.find(bytes, at);
    this.#held.append(bytes.subarray(at, end === -1 ? bytes.length : end));
    if (end === -1) return bytes.length;
    this.#takeHeld();
    return this.#passDelimiter(bytes, end);
  }

  #passDelimiter(bytes: Uint8Array, at: number): number {
    this.#place = byteAt(bytes, at) === comma ? "before_element" : "behind_array";
    return at + 1;
  }

  /** Whether anything follows a single heartbeat shows only at the end, so all of it is held till then. */
  #readSingle(bytes: Uint8Array, at: number): number {
    this.#held.append(bytes.subarray(at));
    if (this.#held.isTooLong) {
      this.#entries.refuseTooLong(0);
      this.#held.clear();
      this.#place = "behind_mistake";
    }
    return bytes.length;
  }

  /** Returns whether it was a heartbeat. */
  #takeHeld(): boolean {
    const { isTooLong, bytes } = this.#held;
    this.#held.clear();
    if (!isTooLong) return this.#entries.take(bytes, 0);
    this.#entries.refuseTooLong(0);
    return false;
  }

  #refuseUnended(): void {
    this.#giveUp("not valid JSON: the body ended inside the array; what was complete was taken in");
  }

  #giveUp(message: string): void {
    this.#entries.refuse("not_json", "", message, 0);
    this.#place = "behind_mistake";
  }
}
