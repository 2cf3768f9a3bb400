import { setTimeout as delay } from "node:timers/promises";
import type { StoredState } from "../store";
import { StoreConflictError } from "../store-conflict-error";
import { StoreError } from "../store-error";
import { StoreUnreachableError } from "../store-unreachable-error";
import { WrongRevisionError } from "./bucket";
import type { Bucket, BucketEntry } from "./bucket";
import { parseStateValue } from "./state-value";

/** How long a write is tried: a leader that was killed has a successor within some seconds. */
const WRITE_MS = 8_000;
const RETRY_MS = 250;

/** Reads and writes the keys of a bucket, in spite of leaders that are killed, and says in a store's words why it cannot. */
export class BucketKeys {
  readonly #bucket: Bucket;
  #isClosing = false;
  /** Since when looks have found nobody, and why. */
  #silence: { readonly sinceMs: number; readonly reason: string } | undefined;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  /** No write is tried anew from now on. */
  close(): void {
    this.#isClosing = true;
  }

  /** To be told what came of each look at the bucket: why it cannot be reached, or undefined. */
  noteLook(problem: string | undefined): void {
    if (problem === undefined) this.#silence = undefined;
    else this.#silence = { sinceMs: this.#silence?.sinceMs ?? performance.now(), reason: problem };
  }

  /**
   * Writes a key, again and again while a leader is missing, and returns its revision.
   *
   * @param onto - the revision that the value builds on; undefined: whatever is there is replaced.
   * @throws StoreConflictError when another write came first; StoreUnreachableError when none got through.
   */
  async write(key: string, value: Uint8Array, onto: number | undefined): Promise<number> {
    const startedMs = performance.now();
    const untilMs = startedMs + WRITE_MS;
    // Whoever waited so long for a leader waits no longer for each change that comes.
    if (this.#silence !== undefined && startedMs > this.#silence.sinceMs + WRITE_MS) {
      throw this.unreachable(this.#silence.reason, false);
    }
    let mayBeKept = false;
    for (;;) {
      // Nothing left this process, so nothing can have been kept.
      const { problem } = this.#bucket;
      if (problem !== undefined && !mayBeKept) throw this.unreachable(problem, false);
      try {
        return await this.#writeOnce(key, value, onto, mayBeKept);
      } catch (error) {
        if (error instanceof StoreConflictError) throw error;
        mayBeKept = true;
        if (performance.now() > untilMs || this.#isClosing) throw this.unreachable(messageOf(error), true);
      }
      await delay(RETRY_MS);
    }
  }

  /** @param mayBeKept - by an earlier try whose answer was lost; its revision is as good. */
  async #writeOnce(
    key: string,
    value: Uint8Array,
    onto: number | undefined,
    mayBeKept: boolean,
  ): Promise<number> {
    try {
      return await this.#bucket.write(key, value, onto);
    } catch (error) {
      if (!(error instanceof WrongRevisionError)) throw error;
    }
    const entry = mayBeKept ? await this.#bucket.read(key) : undefined;
    if (entry?.value !== undefined && Buffer.compare(entry.value, value) === 0) return entry.revision;
    throw new StoreConflictError(this.#bucket.place, mayBeKept);
  }

  /** @throws StoreUnreachableError. */
  async read(key: string): Promise<BucketEntry | undefined> {
    try {
      return await this.#bucket.read(key);
    } catch (error) {
      throw this.unreachable(messageOf(error), false);
    }
  }

  /** @throws StoreError when a value cannot be understood. */
  async parsed(value: Uint8Array, key: string): Promise<StoredState> {
    const parsed = await parseStateValue(value);
    if (parsed.ok) return parsed.value;
    throw new StoreError(
      `the key ${key} in ${this.#bucket.place} cannot be understood: ${parsed.message}. ` +
        "Put an earlier value back, which the bucket's history has",
    );
  }

  /** @param mayBeKept - whether a change may have been kept all the same. */
  unreachable(reason: string, mayBeKept: boolean): StoreUnreachableError {
    return new StoreUnreachableError(`${this.#bucket.place} cannot be reached: ${reason}`, mayBeKept);
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
