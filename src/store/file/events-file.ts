import { open, rename } from "node:fs/promises";
import type { KeptEvents } from "../../domain/history/event-log";
import type { ClusterEvent } from "../../domain/terms/cluster-event";
import { StoreError } from "../store-error";
import { printEventFile, printEventLines, readEventFile } from "./event-lines";
import type { EventLines } from "./event-lines";
import { readBoundedFile } from "./read-bounded-file";
import { explainSystemError } from "./system-error";

/** A file of the most events takes some megabytes; it is written anew long before it is this large. */
const MAX_BYTES = 64 * 1024 * 1024;
const OWNER_ONLY = 0o600;

/**
 * What happened, in a file beside the state: `state.json.events`, one event a line, so that a person can read it. Like what was
 * heard it only ever helps: whatever is wrong with it, the exporter starts without, and what was there is moved aside. Lines are
 * added and not flushed to the disk; a torn last one is left out. Whoever holds the lock of the state may use it.
 */
export class EventsFile {
  readonly path: string;

  /** @param statePath - the state file, symbolic links followed. */
  constructor(statePath: string) {
    this.path = `${statePath}.events`;
  }

  /** Where a file goes that cannot be understood. */
  get asidePath(): string {
    return `${this.path}.unread`;
  }

  /**
   * What was kept; undefined when there is no file.
   *
   * @param nextTurn - is waited for between two pieces of work.
   * @throws StoreError when there is something that cannot be read or understood.
   */
  async load(nextTurn: () => Promise<void>): Promise<EventLines | undefined> {
    const text = await readBoundedFile(this.path, MAX_BYTES, "utf8");
    if (text === undefined) return undefined;
    const steps = readEventFile(text);
    let step = steps.next();
    while (step.done !== true) {
      await nextTurn();
      step = steps.next();
    }
    if (step.value !== undefined) return step.value;
    throw new StoreError(`${this.path} cannot be understood: its first line is not that of a file of events`);
  }

  /**
   * Moves what is there aside, so that a new file can take its place.
   *
   * @throws StoreError when it cannot be moved.
   */
  async moveAside(): Promise<void> {
    await this.#written(() => rename(this.path, this.asidePath));
  }

  /**
   * Adds events. One call at a time.
   *
   * @returns how many bytes were added.
   * @throws StoreError when they cannot be written; a part of them may be, so the file has to be replaced then.
   */
  async append(events: readonly ClusterEvent[]): Promise<number> {
    const bytes = Buffer.from(printEventLines(events));
    await this.#written(async () => {
      const file = await open(this.path, "a", OWNER_ONLY);
      try {
        await file.writeFile(bytes);
      } finally {
        await file.close();
      }
    });
    return bytes.length;
  }

  /**
   * Replaces all that was kept; other work runs between its pieces. One call at a time.
   *
   * @returns how many bytes the file has.
   * @throws StoreError when it cannot be written; what was kept before is still there then.
   */
  async replace(kept: KeptEvents): Promise<number> {
    const partialPath = `${this.path}.saving`;
    let bytes = 0;
    await this.#written(async () => {
      const file = await open(partialPath, "w", OWNER_ONLY);
      try {
        for (const piece of printEventFile(kept)) {
          const portion = Buffer.from(piece);
          await file.writeFile(portion);
          bytes += portion.length;
        }
      } finally {
        await file.close();
      }
      await rename(partialPath, this.path);
    });
    return bytes;
  }

  async #written(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      throw new StoreError(`cannot write ${this.path}: ${explainSystemError(error)}`, { cause: error });
    }
  }
}
