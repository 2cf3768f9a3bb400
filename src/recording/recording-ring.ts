import { randomUUID } from "node:crypto";
import { open, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { isNativeError } from "node:util/types";
import { FileLock } from "../store/file/file-lock";
import { StoreError } from "../store/store-error";
import type { EntryChunk } from "./entry-encoder";
import { printFrame } from "./frame";
import { segmentHeader } from "./segment-header";
import { segmentFiles, segmentPath } from "./segment-name";

const OWNER_ONLY = 0o600;

/** What waits for the disk; more is lost. Bytes. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/** How long nothing is tried after a write that failed. */
const RETRY_MS = 5_000;

/** A segment is this part of the ring, or so many times its picture of the cluster, but never more than half of the ring. */
const SEGMENT_PART = 1 / 8;
const PICTURES = 4;

/** What a ring is. */
export interface RingOptions {
  /** Segments are beside it, with a number behind its name. */
  readonly path: string;
  /** The most that all segments take up together, in bytes. */
  readonly maxBytes: number;
  /** The release that records. */
  readonly version: string;
  /** Told when recording begins to fail, and when it goes on again. */
  readonly onFailing: (error: unknown) => void;
  readonly onRecovered: () => void;
}

type Waiting = EntryChunk | "gap" | "picture is whole";

/**
 * A recording on the disk: segments that are dropped oldest first. Nobody waits for it: what comes faster than the disk takes it, or
 * while the disk takes nothing, is lost and counted, and the next segment does not claim to go on where the one before it ended.
 */
export class RecordingRing {
  readonly #options: RingOptions;
  readonly #path: string;
  readonly #lock: FileLock;
  readonly #run = randomUUID();
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #segment: { readonly handle: FileHandle; readonly number: number } | undefined;
  #bytes = 0;
  #isEmpty = true;
  /** Of the picture that this segment begins with; undefined until it is whole. */
  #pictureBytes: number | undefined;
  #number = 0;
  #isGap = true;
  #isFailing = false;
  #retryMs = -Infinity;
  #lost = 0;
  #underWay: Promise<void> | undefined;
  /** Called when a segment was begun that needs a picture of the cluster; not for the first. */
  onSegment: () => void = () => undefined;

  private constructor(options: RingOptions, path: string, lock: FileLock) {
    this.#options = options;
    this.#path = path;
    this.#lock = lock;
  }

  /**
   * Claims a recording and begins a segment behind those that are there.
   *
   * @throws StoreError when another process records there, or nothing can be written there.
   */
  static async open(options: RingOptions): Promise<RecordingRing> {
    const path = resolve(options.path);
    const lock = await claim(path);
    const ring = new RecordingRing(options, path, lock);
    try {
      await ring.#begin();
      return ring;
    } catch (error) {
      await lock.release();
      throw new StoreError(cannot(path, error), { cause: error });
    }
  }

  /** How many entries were lost, ever. */
  get lost(): number {
    return this.#lost;
  }

  /** Takes a chunk that goes to the disk when its turn comes. */
  append(chunk: EntryChunk): void {
    const { length } = chunk.bytes;
    if (performance.now() < this.#retryMs || this.#waitingBytes + length > MAX_WAITING_BYTES) {
      this.#lose(chunk);
      return;
    }
    this.#waitingBytes += length;
    this.#push(chunk);
  }

  /** What the segment began with is behind the last chunk. */
  pictureIsWhole(): void {
    this.#push("picture is whole");
  }

  /** Settles when nothing waits for the disk. Never rejects. */
  async idle(): Promise<void> {
    await this.#underWay;
  }

  /** Writes what waits, and ends. Never rejects. */
  async close(): Promise<void> {
    await this.idle();
    await this.#end();
    await this.#lock.release();
  }

  #push(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#underWay ??= this.#work().finally(() => {
      this.#underWay = undefined;
    });
  }

  #lose({ entries }: EntryChunk): void {
    this.#lost += entries;
    if (this.#waiting.at(-1) !== "gap") this.#waiting.push("gap");
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (next === "gap") this.#isGap = true;
      else if (next === "picture is whole") this.#pictureBytes = this.#bytes;
      else {
        await this.#write(next);
        this.#waitingBytes -= next.bytes.length;
      }
    }
  }

  async #write(chunk: EntryChunk): Promise<void> {
    if (performance.now() < this.#retryMs) {
      this.#lose(chunk);
      return;
    }
    try {
      if (this.#segment === undefined || this.#isGap || this.#isFull) await this.#beginNext();
      await this.#add(await printFrame({ kind: "entries", ...chunk }, chunk.bytes));
      this.#isEmpty = false;
      if (this.#isFailing) this.#options.onRecovered();
      this.#isFailing = false;
    } catch (error) {
      this.#retryMs = performance.now() + RETRY_MS;
      this.#lose(chunk);
      // What was half written must not be gone on with.
      await this.#end();
      if (!this.#isFailing) this.#options.onFailing(error);
      this.#isFailing = true;
    }
  }

  get #isFull(): boolean {
    const { maxBytes } = this.#options;
    const most = maxBytes / 2;
    if (this.#pictureBytes === undefined) return this.#bytes >= most;
    return this.#bytes >= Math.min(most, Math.max(maxBytes * SEGMENT_PART, PICTURES * this.#pictureBytes));
  }

  async #beginNext(): Promise<void> {
    await this.#begin();
    this.onSegment();
  }

  async #begin(): Promise<void> {
    const continues = !this.#isGap;
    await this.#end();
    const numbers = (await this.#dropOldest()).map(({ number }) => number);
    this.#pictureBytes = undefined;
    const number = Math.max(this.#number, ...numbers) + 1;
    const handle = await open(segmentPath(this.#path, number), "wx", OWNER_ONLY);
    this.#segment = { handle, number };
    this.#number = number;
    this.#bytes = 0;
    this.#isEmpty = true;
    const { version } = this.#options;
    const header = segmentHeader({ version, run: this.#run, number, continues });
    const head = { kind: "header", entries: 0, firstNs: 0n, lastNs: 0n } as const;
    await this.#add(await printFrame(head, Buffer.from(header)));
    this.#isGap = false;
  }

  async #add(frame: Buffer): Promise<void> {
    await this.#segment?.handle.writeFile(frame);
    this.#bytes += frame.length;
  }

  async #end(): Promise<void> {
    const segment = this.#segment;
    this.#segment = undefined;
    if (segment === undefined) return;
    await segment.handle.close().catch(() => undefined);
    // On a full disk one would be left behind by each attempt.
    if (this.#isEmpty) await rm(segmentPath(this.#path, segment.number), { force: true });
  }

  /** Makes room for half a ring: as much as the next segment may take. Returns what is left. */
  async #dropOldest(): Promise<readonly { readonly number: number }[]> {
    const files = await Promise.all(
      (await segmentFiles(this.#path)).map(async (file) => ({
        ...file,
        bytes: (await stat(file.path)).size,
      })),
    );
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    let dropped = 0;
    for (const oldest of files) {
      if (bytes <= this.#roomForOthers) break;
      await rm(oldest.path, { force: true });
      bytes -= oldest.bytes;
      dropped += 1;
    }
    return files.slice(dropped);
  }

  get #roomForOthers(): number {
    const { maxBytes } = this.#options;
    const picture = PICTURES * (this.#pictureBytes ?? 0);
    return maxBytes - Math.min(maxBytes / 2, Math.max(maxBytes * SEGMENT_PART, picture));
  }
}

async function claim(path: string): Promise<FileLock> {
  const attempt = await FileLock.attempt(`${path}.lock`).catch((error: unknown) => {
    throw new StoreError(cannot(path, error), { cause: error });
  });
  if (attempt.taken) return attempt.lock;
  const { holder } = attempt;
  const who = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.since}` : "another process";
  throw new StoreError(`the recording ${path} is being written by ${who}; give this one another file`);
}

function cannot(path: string, error: unknown): string {
  const said = isNativeError(error) ? error.message : String(error);
  return `nothing can be recorded at ${path}: ${said}; its folder has to be there, with room and the right to write`;
}
