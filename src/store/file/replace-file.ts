import { link, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { systemErrorCode } from "./system-error";

const OWNER_ONLY = 0o600;
const PERMISSION_BITS = 0o777;

/** What can be known of a file without its content. */
interface FileAttributes {
  readonly permissions: number;
  readonly uid: number;
  readonly gid: number;
}

/** Which file it is, whatever it is called. */
interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** What can be put back: the former file under a second name, nothing because there was none, or it cannot be done here. */
type Former = "linked" | "none" | "lost";

/**
 * Where new content is written before it takes the file's place. One fixed name in the same directory: there is one
 * writer at a time, a rename cannot cross file systems, and whatever a killed process left is found again.
 */
export function partialPathOf(path: string): string {
  return `${path}.saving`;
}

/** A second name of the old content while it is being replaced, so that it can be put back. */
export function formerPathOf(path: string): string {
  return `${path}.former`;
}

/** Removes what a process that was killed in the middle of {@link replaceFile} left behind. */
export async function removeLeftovers(path: string): Promise<void> {
  await rm(partialPathOf(path), { force: true });
  await rm(formerPathOf(path), { force: true });
}

/**
 * Replaces a file's content in one step that survives a power failure: at every moment the path leads to the whole old or
 * the whole new content, and once this resolves, to the new one for good.
 *
 * Not `write-file-atomic`: on a full disk it takes a short write for a complete one and renames the stump into place, and
 * it does not flush the directory, so that a power failure can undo a rename that was reported as done.
 *
 * A failure after the rename is taken back: the old content, which has kept a second name, is renamed into place again,
 * which takes no room on the disk. The content may come in pieces; other work runs between them. A new file is for its owner
 * only; an existing one keeps its permissions and, where this process may do that, its owner. The caller sees to it that
 * there is one writer.
 *
 * @throws Error of the system when the old content is in place, {@link UnprovenReplacementError} when it is not.
 */
export async function replaceFile(
  path: string,
  content: Uint8Array | string | Iterable<string>,
): Promise<void> {
  // Opened first: whatever can fail is to fail before the rename.
  const directory = await open(dirname(path), "r");
  try {
    await removeLeftovers(path);
    const attributes = await attributesOf(path);
    const written = await writePartial(partialPathOf(path), content, attributes);
    const former = await keepFormer(path, attributes);
    await moveIntoPlace(path, { directory, written, former });
  } finally {
    // What cannot be removed now is removed by the next attempt; what counts is the first failure.
    await removeLeftovers(path).catch(() => undefined);
    // Nothing was written through it, so closing it can lose nothing.
    await directory.close().catch(() => undefined);
  }
}

/**
 * Finds out whether {@link replaceFile} works, by doing it with the content that is there, or without a file by writing an
 * empty one beside it. Leaves things as they were. A file that is mounted by itself shows in no other way.
 *
 * @throws Error of the system when it does not.
 */
export async function tryReplacingFile(path: string): Promise<void> {
  const content = await readFile(path).catch((error: unknown) => {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (content !== undefined) {
    await replaceFile(path, content);
    return;
  }
  try {
    await writePartial(partialPathOf(path), "", undefined);
  } finally {
    await removeLeftovers(path).catch(() => undefined);
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

/**
 * The new content is in place, but the directory could not be flushed: a power failure may bring the old one back. Nor could
 * the old one be put back.
 */
export class UnprovenReplacementError extends Error {
  override readonly name = "UnprovenReplacementError";

  constructor(cause: unknown) {
    super("the new content is in place, but its directory could not be flushed to the disk", { cause });
  }
}

interface Replacement {
  readonly directory: FileHandle;
  readonly written: FileIdentity;
  readonly former: Former;
}

async function moveIntoPlace(path: string, replacement: Replacement): Promise<void> {
  let isRenamed = false;
  try {
    await rename(partialPathOf(path), path);
    isRenamed = true;
    await replacement.directory.sync();
  } catch (error) {
    // A rename that failed may have happened all the same, on a network share whose answer was lost.
    if (!isRenamed) isRenamed = (await leadsTo(path, replacement.written)) === true;
    if (isRenamed) await putBack(path, replacement, error);
    throw error;
  }
}

/** @throws UnprovenReplacementError when the new content stays in place. */
async function putBack(
  path: string,
  { directory, written, former }: Replacement,
  why: unknown,
): Promise<void> {
  if (former === "lost") throw new UnprovenReplacementError(why);
  try {
    await (former === "linked" ? rename(formerPathOf(path), path) : rm(path));
  } catch {
    if ((await leadsTo(path, written)) !== false) throw new UnprovenReplacementError(why);
  }
  // The first failure is what is reported; whether this one works is proven by the next save.
  await directory.sync().catch(() => undefined);
}

/** Undefined when that cannot be told. */
async function leadsTo(path: string, { dev, ino }: FileIdentity): Promise<boolean | undefined> {
  try {
    const named = await stat(path, { bigint: true });
    return named.dev === dev && named.ino === ino;
  } catch (error) {
    return systemErrorCode(error) === "ENOENT" ? false : undefined;
  }
}

/** Undefined when there is no such file. */
async function attributesOf(path: string): Promise<FileAttributes | undefined> {
  try {
    const { mode, uid, gid } = await stat(path);
    return { permissions: mode & PERMISSION_BITS, uid, gid };
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function keepFormer(path: string, attributes: FileAttributes | undefined): Promise<Former> {
  if (!attributes) return "none";
  // A second name of another user's file can be a name that this process may not remove again.
  if (!isOwn(attributes) && process.getuid?.() !== 0) return "lost";
  try {
    await link(path, formerPathOf(path));
    return "linked";
  } catch {
    // Some file systems know no second names. The rename is still atomic there.
    return "lost";
  }
}

function isOwn({ uid }: FileAttributes): boolean {
  return process.getuid === undefined || process.getuid() === uid;
}

async function writePartial(
  path: string,
  content: Uint8Array | string | Iterable<string>,
  attributes: FileAttributes | undefined,
): Promise<FileIdentity> {
  const file = await open(path, "wx", OWNER_ONLY);
  try {
    if (attributes) await inherit(file, attributes);
    await writeFile(file, content);
    await file.sync();
    return await file.stat({ bigint: true });
  } finally {
    await file.close();
  }
}

async function inherit(file: FileHandle, attributes: FileAttributes): Promise<void> {
  // So that a start as root does not lock the usual user out. Nobody else may give a file away, and none needs to.
  if (!isOwn(attributes)) await file.chown(attributes.uid, attributes.gid).catch(() => undefined);
  // Not through open(): the umask would take bits away. Not always: some network shares refuse any chmod.
  if (attributes.permissions !== OWNER_ONLY) await file.chmod(attributes.permissions);
}
