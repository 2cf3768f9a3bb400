import type { Stats } from "node:fs";
import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { StoreError } from "../store-error";
import { explainSystemError, systemErrorCode } from "./system-error";

/**
 * The file that a configured path means, symbolic links followed: replacing a link itself would cut it off, and two names
 * of one file must share one lock.
 *
 * Neither a missing directory nor the missing end of a link is created. Both mean a misspelled path or a volume that is
 * not mounted, and a control plane that started empty there would look healthy while it watched nothing.
 *
 * @throws StoreError when the directory is missing, or the path is neither free nor a regular file.
 */
export async function resolveStatePath(path: string): Promise<string> {
  try {
    const plain = join(await realpath(dirname(path)), basename(path));
    const entry = await entryAt(plain);
    if (entry === undefined) return plain;
    const target = entry.isSymbolicLink() ? await realpath(plain) : plain;
    if ((await lstat(target)).isFile()) return target;
  } catch (error) {
    throw new StoreError(`cannot use the state file ${path}: ${explainSystemError(error)}`, { cause: error });
  }
  throw new StoreError(
    `cannot use the state file ${path}: expected a regular file, got a directory or a device; correct storage.path`,
  );
}

async function entryAt(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
