import { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
import { skipBlanks } from "../json/ascii";
import { HeartbeatScanner, NOT_RECOGNISED } from "./heartbeat-scanner";
import { parseHeartbeat } from "./parse-heartbeat";

/** Who takes the heartbeats of a body in, in their order. */
export interface HeartbeatSink {
  /**
   * A valid heartbeat. The draft is filled anew afterwards.
   *
   * @param entry - gives its bytes as they came, which are valid until this returns.
   */
  take(draft: HeartbeatDraft, index: number, entry: () => Uint8Array): void;
  /** One that is no heartbeat, and the first thing that is wrong with it; `field` is "" for the heartbeat as a whole. */
  refuse(index: number, field: string, message: string): void;
}

/** How much a body may hold. */
export interface BatchLimits {
  /** Most heartbeats in one body. */
  readonly maxHeartbeats: number;
  /** Most bytes of one heartbeat, and so of what is held at a time. */
  readonly maxLineBytes: number;
}

/**
 * Why a body is refused. `not_json`: nothing in it is (HTTP 400). `too_long`: nothing in it is, and the first heartbeat is
 * longer than is taken (413). `too_many`: a longer batch than is taken (413); those before the limit were taken in.
 */
export interface BatchProblem {
  readonly reason: "not_json" | "too_long" | "too_many";
  readonly message: string;
}

/** What reading heartbeats needs over and over: one for all bodies, because no heartbeat is read in two goes. */
export class HeartbeatReader {
  readonly scanner = new HeartbeatScanner();
  readonly draft = new HeartbeatDraft();
}

const EMPTY = "expected a heartbeat, an array of heartbeats, or one heartbeat a line, got an empty body";

/** One heartbeat for the general parser takes as long as this many for the scanner, and more when it is long. */
const WORK_OF_PARSING = 16;
const PARSED_BYTES_PER_WORK = 128;

/** What is between the bytes of a body, cut into heartbeats by its format, and the sink: counts, limits, the first mistake. */
export class HeartbeatEntries {
  readonly #reader: HeartbeatReader;
  readonly #limits: BatchLimits;
  readonly #sink: HeartbeatSink;
  #count = 0;
  #hasJson = false;
  #firstProblem: BatchProblem | undefined;
  #refusal: BatchProblem | undefined;
  #tooLongCount = 0;
  /** Where the last entry is that was scanned or taken. */
  #bytes: Uint8Array = new Uint8Array();
  #from = 0;
  #to = 0;
  readonly #entry = (): Uint8Array => this.#bytes.subarray(this.#from, this.#to);

  /** What has been done since it was set to 0, in heartbeats that the scanner recognised. */
  work = 0;

  constructor(reader: HeartbeatReader, limits: BatchLimits, sink: HeartbeatSink) {
    this.#reader = reader;
    this.#limits = limits;
    this.#sink = sink;
  }

  /** Entries so far, good and bad. */
  get count(): number {
    return this.#count;
  }

  /** Entries that were refused for their length. */
  get tooLongCount(): number {
    return this.#tooLongCount;
  }

  /** Why nothing more is read, or undefined. */
  get refusal(): BatchProblem | undefined {
    return this.#refusal;
  }

  /** Tries to read a heartbeat at a position; it counts once `takeScanned` is called. The position behind it, or `NOT_RECOGNISED`. */
  scan(bytes: Uint8Array, at: number, linesMayEnd: boolean): number {
    this.#bytes = bytes;
    this.#from = at;
    return this.#reader.scanner.scan(bytes, at, this.#reader.draft, linesMayEnd);
  }

  /**
   * Takes what was scanned last, or refuses it for its length: the limit holds however the body was cut on its way here.
   *
   * @param length - its bytes, without the blanks around it.
   * @param line - as in `take`.
   */
  takeScanned(length: number, line: number): void {
    this.#to = this.#from + length;
    if (length > this.#limits.maxLineBytes) this.refuseTooLong(line);
    else this.#takeDraft();
  }

  /**
   * Takes, or refuses, bytes that are one entry and nothing else, no longer than an entry may be.
   *
   * @param line - the line's number from 1, for messages; 0 where there are no lines.
   * @returns whether they are a heartbeat.
   */
  take(bytes: Uint8Array, line: number): boolean {
    const end = this.scan(bytes, 0, true);
    this.#to = bytes.length;
    if (end !== NOT_RECOGNISED && skipBlanks(bytes, end) === bytes.length) {
      this.#takeDraft();
      return true;
    }
    this.work += WORK_OF_PARSING + bytes.length / PARSED_BYTES_PER_WORK;
    const parsed = parseHeartbeat(bytes);
    if (parsed.ok) {
      this.#reader.draft.load(parsed.value);
      this.#takeDraft();
    } else {
      this.#hasJson ||= parsed.isJson;
      this.refuse("not_json", parsed.field, parsed.message, line);
    }
    return parsed.ok;
  }

  /** Takes bytes that may have been cut off, if they are one whole heartbeat. */
  takeIfWhole(bytes: Uint8Array): void {
    if (parseHeartbeat(bytes).ok) this.take(bytes, 0);
  }

  /** Refuses an entry that is no heartbeat. */
  refuse(reason: BatchProblem["reason"], field: string, text: string, line: number): void {
    if (!this.#countOne()) return;
    const message = line === 0 ? text : `line ${line}: ${text}`;
    this.#firstProblem ??= { reason, message };
    this.#sink.refuse(this.#count - 1, field, message);
  }

  /** Refuses an entry that is longer than is held. */
  refuseTooLong(line: number): void {
    const message = `longer than the ${this.#limits.maxLineBytes} bytes that a heartbeat may have here (http.max_line)`;
    this.#tooLongCount += 1;
    this.refuse("too_long", "", message, line);
  }

  /** Why the body as a whole is refused, now that it is read to its end; undefined when it is not. */
  finish(mayBeEmpty: boolean): BatchProblem | undefined {
    if (this.#refusal || this.#hasJson) return this.#refusal;
    return this.#firstProblem ?? (mayBeEmpty ? undefined : { reason: "not_json", message: EMPTY });
  }

  #takeDraft(): void {
    if (!this.#countOne()) return;
    this.#hasJson = true;
    this.#sink.take(this.#reader.draft, this.#count - 1, this.#entry);
  }

  #countOne(): boolean {
    this.work += 1;
    const { maxHeartbeats } = this.#limits;
    if (this.#count === maxHeartbeats) {
      const message = `expected at most ${maxHeartbeats} heartbeats in one request, got more; send several smaller ones`;
      this.#refusal ??= { reason: "too_many", message };
      return false;
    }
    this.#count += 1;
    return true;
  }
}
