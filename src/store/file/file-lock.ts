import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { hostname } from "node:os";
import { tryLock } from "../../process/try-lock";
import { systemErrorCode } from "./system-error";

const OWNER_ONLY = 0o600;

/** Finding the lock file replaced twice in a row takes very bad luck; more often means that something removes it. */
const MAX_ROUNDS = 10;

/** Who holds a lock, as it said itself. For messages only: nothing is decided by it. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601, the holder's clock. */
  readonly since: string;
}

/** What came of trying to take a lock. The holder is undefined when it left no readable note. */
export type LockAttempt =
  | { readonly taken: true; readonly lock: FileLock }
  | { readonly taken: false; readonly holder: LockHolder | undefined };

/**
 * The kernel's lock on a file: it belongs to the open file, so it ends with the process however the
 * process ends, kill -9 included, and it stays while the process is merely stopped or slow. No lock made of files and
 * heartbeats can do both: it keeps a restart waiting after a kill, and it gives the lock of a stopped writer away, which
 * then wakes up in the middle of a write. It also holds between containers that share a volume, where process ids and
 * boot ids say nothing.
 */
export class FileLock {
  readonly #path: string;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  /**
   * Takes the lock at once or says who has it. The file is created when missing and never removed: removing it would let
   * a second process lock a new file of the same name while a third still has the old one open.
   *
   * @throws Error of the system when the file cannot be opened, or when its file system or this platform has no locks.
   */
  static async attempt(path: string): Promise<LockAttempt> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const attempt = await FileLock.#attemptOnce(path);
      if (attempt) return attempt;
    }
    throw new Error(
      `${path} was removed or replaced each of the ${MAX_ROUNDS} times it was locked; find out by whom`,
    );
  }

  /** @returns undefined when the file was removed or replaced between opening and locking it: the lock guards nothing. */
  static async #attemptOnce(path: string): Promise<LockAttempt | undefined> {
    const handle = await open(path, "a+", OWNER_ONLY);
    let keepOpen = false;
    try {
      if (!tryLock(handle.fd)) return { taken: false, holder: parseHolder(await handle.readFile("utf8")) };
      const lock = new FileLock(path, handle);
      if (!(await lock.isHeld())) return undefined;
      await lock.#sign();
      keepOpen = true;
      return { taken: true, lock };
    } finally {
      if (!keepOpen) await handle.close();
    }
  }

  /** Whether the path still leads to the locked file. When not, it was removed and the lock keeps no process out. */
  async isHeld(): Promise<boolean> {
    const locked = await this.#handle.stat({ bigint: true });
    try {
      const named = await stat(this.#path, { bigint: true });
      return named.ino === locked.ino && named.dev === locked.dev;
    } catch (error) {
      if (["ENOENT", "ENOTDIR"].includes(systemErrorCode(error) ?? "")) return false;
      throw error;
    }
  }

  /** Lets the next one in. */
  async release(): Promise<void> {
    await this.#handle.close();
  }

  async #sign(): Promise<void> {
    const holder: LockHolder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    await this.#handle.truncate(0);
    try {
      await this.#handle.writeFile(`${JSON.stringify(holder)}\n`);
    } catch {
      // The note only makes a refusal easier to read. On a full disk the lock holds without it, so that the state can be
      // read and the cluster watched; the first save will say that the disk is full.
    }
  }
}

function parseHolder(note: string): LockHolder | undefined {
  try {
    const { pid, host, since } = JSON.parse(note) as Partial<Record<keyof LockHolder, unknown>>;
    if (typeof pid !== "number" || typeof host !== "string" || typeof since !== "string") return undefined;
    return { pid, host, since };
  } catch {
    // Half written, or on a full disk not at all. The refusal then goes without a name.
    return undefined;
  }
}
