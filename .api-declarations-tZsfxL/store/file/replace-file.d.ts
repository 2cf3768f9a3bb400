/**
 * Where new content is written before it takes the file's place. One fixed name in the same directory: there is one
 * writer at a time, a rename cannot cross file systems, and whatever a killed process left is found again.
 */
export declare function partialPathOf(path: string): string;
/** A second name of the old content while it is being replaced, so that it can be put back. */
export declare function formerPathOf(path: string): string;
/** Removes what a process that was killed in the middle of {@link replaceFile} left behind. */
export declare function removeLeftovers(path: string): Promise<void>;
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
export declare function replaceFile(path: string, content: Uint8Array | string | Iterable<string>): Promise<void>;
/**
 * Finds out whether {@link replaceFile} works, by doing it with the content that is there, or without a file by writing an
 * empty one beside it. Leaves things as they were. A file that is mounted by itself shows in no other way.
 *
 * @throws Error of the system when it does not.
 */
export declare function tryReplacingFile(path: string): Promise<void>;
/** Makes the names in a directory survive a power failure, a rename above all. */
export declare function flushDirectory(path: string): Promise<void>;
/**
 * The new content is in place, but the directory could not be flushed: a power failure may bring the old one back. Nor could
 * the old one be put back.
 */
export declare class UnprovenReplacementError extends Error {
    readonly name = "UnprovenReplacementError";
    constructor(cause: unknown);
}
