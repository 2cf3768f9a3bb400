/**
 * The file that a configured path means, symbolic links followed: replacing a link itself would cut it off, and two names
 * of one file must share one lock.
 *
 * Neither a missing directory nor the missing end of a link is created. Both mean a misspelled path or a volume that is
 * not mounted, and a control plane that started empty there would look healthy while it watched nothing.
 *
 * @throws StoreError when the directory is missing, or the path is neither free nor a regular file.
 */
export declare function resolveStatePath(path: string): Promise<string>;
