import { open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { systemErrorCode } from "./system-error";

const OWNER_ONLY = 0o600;
const PERMISSION_BITS = 0o777;

/**
 * Where new content is written before it takes the file's place. One fixed name in the same directory: there is one
 * writer at a time, a rename cannot cross file systems, and whatever a killed process left is found again.
 */
export function partialPathOf(path: string): string {
  return `${path}.saving`;
}

/** Removes what a process that was killed in the middle of {@link replaceFile} left behind. */
export async function removePartial(path: string): Promise<void> {
  await rm(partialPathOf(path), { force: true });
}

/**
 * Replaces a file's content in one step that survives a power failure: at every moment the path leads to the whole old or
 * the whole new content, and once this resolves, to the new one for good.
 *
 * Not `write-file-atomic`: on a full disk it takes a short write for a complete one and renames the stump into place, and
 * it does not flush the directory, so that a power failure can undo a rename that was reported as done.
 *
 * The content may come in pieces; other work runs between them. A new file is for its owner only; an existing one keeps
 * its permissions. The caller sees to it that there is one writer.
 *
 * @throws Error of the system when the old content is still in place, {@link UnprovenReplacementError} when it is not.
 */
export async function replaceFile(path: string, content: string | Iterable<string>): Promise<void> {
  const partial = partialPathOf(path);
  try {
    await removePartial(path);
    await writePartial(partial, content, await permissionsFor(path));
    await rename(partial, path);
  } catch (error) {
    // A stump that cannot be removed now is removed by the next attempt; what counts is the first failure.
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
  try {
    await flushDirectory(dirname(path));
  } catch (error) {
    throw new UnprovenReplacementError(error);
  }
}

/** Makes the names in a directory survive a power failure, a rename above all. */
export async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** The new content is in place, but the directory could not be flushed: a power failure may bring the old one back. */
export class UnprovenReplacementError extends Error {
  override readonly name = "UnprovenReplacementError";

  constructor(cause: unknown) {
    super("the new content is in place, but its directory could not be flushed to the disk", { cause });
  }
}

async function permissionsFor(path: string): Promise<number> {
  try {
    return (await stat(path)).mode & PERMISSION_BITS;
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return OWNER_ONLY;
    throw error;
  }
}

async function writePartial(
  path: string,
  content: string | Iterable<string>,
  permissions: number,
): Promise<void> {
  const file = await open(path, "wx", OWNER_ONLY);
  try {
    // Not through open(): the umask would take bits away. Not always: some network shares refuse any chmod.
    if (permissions !== OWNER_ONLY) await file.chmod(permissions);
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}
