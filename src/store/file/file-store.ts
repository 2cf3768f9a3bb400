import { constants } from "node:fs";
import { access, open } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { StoreError } from "../store-error";
import { EMPTY_STATE } from "../store";
import type { Store, StoredState } from "../store";
import { storedStateProblem } from "../stored-state-problem";
import { EventsFile } from "./events-file";
import { FileLock } from "./file-lock";
import type { LockHolder } from "./file-lock";
import { HeardFile } from "./heard-file";
import { LatestWins } from "./latest-wins";
import {
  flushDirectory,
  removeLeftovers,
  replaceFile,
  tryReplacingFile,
  UnprovenReplacementError,
} from "./replace-file";
import { parseStateDocument, printStateDocument } from "./state-document";
import { resolveStatePath } from "./state-path";
import { explainSystemError, systemErrorCode } from "./system-error";

/** What stands in the way of every save until it is removed, unlike a full disk. */
const STANDING_OBSTACLES: readonly string[] = ["EBUSY", "EXDEV", "EROFS", "EPERM", "EACCES"];

/**
 * Keeps the state in one JSON file, for one process at a time. Beside `state.json` lie `state.json.lock`, which stays, `state.json.heard` and `state.json.events` (see {@link HeardFile} and {@link EventsFile}), and
 * while a save is under way `state.json.saving`, the new state, and `state.json.former`, a second name of the old one. A process that was killed at any moment leaves a whole state and no
 * lock behind. Edit the file only while no process holds it: an edit made meanwhile is lost with the next save.
 */
export class FileStore implements Store {
  readonly readOnly = false;
  /** As the operator wrote it, made absolute; for messages. */
  readonly #shownPath: string;
  /** The same file with symbolic links followed. */
  readonly #path: string;
  readonly #lock: FileLock;
  /** Beside the state, for what was heard. */
  readonly heardFile: HeardFile;
  /** Beside the state, for what happened. */
  readonly eventsFile: EventsFile;
  /** Functions, because what proves the present state has to know which one that is when its turn comes. */
  readonly #saves = new LatestWins<() => StoredState>((state) => this.#write(state()));
  /** What is in the file, as far as this process knows. */
  #kept = EMPTY_STATE;
  /** Why the last save failed; what the disk has made of it is then not certain. */
  #doubt: StoreError | undefined;
  /** Once there was a file, a missing one is a loss and no longer a fresh start. */
  #fileExpected = false;
  #closed: Promise<void> | undefined;

  private constructor(shownPath: string, path: string, lock: FileLock) {
    this.#shownPath = shownPath;
    this.#path = path;
    this.#lock = lock;
    this.heardFile = new HeardFile(path);
    this.eventsFile = new EventsFile(path);
  }

  /**
   * Claims the file for this process, cleans up after a killed one, and reads the state once, so that a damaged file is
   * found before anything could be saved over it. Then replaces the file by itself, so that one that cannot be replaced is
   * found now and not with the first change. What passes, such as a full disk, does not keep it from opening. Does not wait for another holder: restarting is the supervisor's part,
   * and a holder that ended, in whatever way, holds nothing.
   *
   * @param path - the state file; need not exist, its directory must.
   * @throws StoreError when another process has the file, or it cannot be read, understood or replaced.
   */
  static async open(path: string): Promise<FileStore> {
    const shownPath = resolve(path);
    const resolvedPath = await resolveStatePath(shownPath);
    const store = new FileStore(shownPath, resolvedPath, await claim(shownPath, resolvedPath));
    try {
      await store.#explained("open", () => removeLeftovers(resolvedPath));
      store.#kept = await store.load();
      await store.#trySaving();
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }

  get keptIn(): string {
    return `the state file ${this.#shownPath}`;
  }

  async load(): Promise<StoredState> {
    this.#assertOpen();
    const bytes = await this.#explained("read", () => readDurably(this.#path));
    if (bytes === undefined) {
      if (this.#fileExpected) throw this.#lost();
      return EMPTY_STATE;
    }
    this.#fileExpected = true;
    const document = parseStateDocument(bytes);
    if (document.ok) return document.value;
    throw new StoreError(
      `${this.keptIn} cannot be understood: ${document.message}. ` +
        "Repair it or restore a copy; or move it away to start with no shards and no tenants",
    );
  }

  async save(state: StoredState): Promise<void> {
    this.#assertOpen();
    // Before it queues: a state that must not be written must not take those down that it would overtake.
    const problem = storedStateProblem(state);
    if (problem) throw new RangeError(`refused to save what could not be loaded again: ${problem.message}`);
    await this.#saves.run(() => state);
  }

  async check(): Promise<void> {
    this.#assertOpen();
    await this.#assertHeld();
    await this.#explained("write beside", () => access(dirname(this.#path), constants.W_OK | constants.X_OK));
    if (this.#fileExpected) await this.#explained("read", () => access(this.#path, constants.R_OK));
    await this.#resolveDoubt();
  }

  close(): Promise<void> {
    this.#closed ??= this.#saves.idle().then(() => this.#lock.release());
    return this.#closed;
  }

  async #write(state: StoredState): Promise<void> {
    await this.#assertHeld();
    try {
      await replaceFile(this.#path, printStateDocument(state));
      this.#doubt = undefined;
    } catch (error) {
      this.#doubt = cannot(`save to ${this.keptIn}`, error);
      // What is in place is what the next start will load, so it is what was kept; `check` tells of the doubt.
      if (!(error instanceof UnprovenReplacementError)) throw this.#doubt;
    }
    this.#kept = state;
    this.#fileExpected = true;
  }

  async #resolveDoubt(): Promise<void> {
    if (!this.#doubt) return;
    await this.#saves.runUnlessWaiting(() => this.#kept);
    // A save that could not be proven either does not reject.
    if (this.#doubt as StoreError | undefined) throw this.#doubt;
  }

  async #trySaving(): Promise<void> {
    try {
      await tryReplacingFile(this.#path);
    } catch (error) {
      this.#doubt = cannot(`save to ${this.keptIn}`, error);
      if (STANDING_OBSTACLES.includes(systemErrorCode(this.#doubt.cause) ?? "")) throw this.#doubt;
    }
  }

  #assertOpen(): void {
    if (this.#closed) throw new Error(`the store of ${this.keptIn} was used after it was closed`);
  }

  async #assertHeld(): Promise<void> {
    if (await this.#explained("look after the lock of", () => this.#lock.isHeld())) return;
    throw new StoreError(
      `${this.keptIn} is no longer ours: its lock ${lockPathOf(this.#path)} was removed or replaced while this process ` +
        "held it, and another process may be writing. Stop all but one, then restart that one; leave the lock file alone",
    );
  }

  #lost(): StoreError {
    return new StoreError(
      `${this.keptIn} is gone since this process last read or wrote it. ` +
        "Restore it or mount its volume again; or restart to begin with no shards and no tenants",
    );
  }

  async #explained<T>(attempted: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw cannot(`${attempted} ${this.keptIn}`, error);
    }
  }
}

function lockPathOf(path: string): string {
  return `${path}.lock`;
}

async function claim(shownPath: string, path: string): Promise<FileLock> {
  const attempt = await FileLock.attempt(lockPathOf(path)).catch((error: unknown) => {
    throw cannot(`lock the state file ${shownPath}`, error);
  });
  if (attempt.taken) return attempt.lock;
  throw new StoreError(
    `the state file ${shownPath} is held by ${described(attempt.holder)}: ` +
      "two writers would overwrite each other's changes. Stop that process, or give this one a storage.path of its own",
  );
}

function described(holder: LockHolder | undefined): string {
  return holder ? `process ${holder.pid} on host ${holder.host} since ${holder.since}` : "another process";
}

function cannot(attempted: string, error: unknown): StoreError {
  const cause = error instanceof UnprovenReplacementError ? error.cause : error;
  const outcome =
    error instanceof UnprovenReplacementError
      ? `${error.message}, so a power failure may bring the old one back: `
      : "";
  return new StoreError(`cannot ${attempted}: ${outcome}${explainSystemError(cause)}`, { cause });
}

/**
 * Reads a file and flushes it together with its name: a process that was killed, or an editor, may have left it in the
 * page cache only, and what has been acted upon must not change with a power failure.
 *
 * @returns undefined when there is no such file.
 */
async function readDurably(path: string): Promise<Uint8Array | undefined> {
  const file = await open(path, "r").catch((error: unknown) => {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  try {
    const bytes = await file.readFile();
    await file.sync();
    await flushDirectory(dirname(path));
    return bytes;
  } finally {
    await file.close();
  }
}
