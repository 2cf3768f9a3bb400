import type { Store, StoredState } from "../store";
/**
 * Keeps the state in one JSON file, for one process at a time. Beside `state.json` lie `state.json.lock`, which stays, and
 * while a save is under way `state.json.saving`, the new state, and `state.json.former`, a second name of the old one. A process that was killed at any moment leaves a whole state and no
 * lock behind. Edit the file only while no process holds it: an edit made meanwhile is lost with the next save.
 */
export declare class FileStore implements Store {
    #private;
    readonly readOnly = false;
    private constructor();
    /**
     * Claims the file for this process, cleans up after a killed one, and reads the state once, so that a damaged file is
     * found before anything could be saved over it. Then replaces the file by itself, so that one that cannot be replaced is
     * found now and not with the first change. What passes, such as a full disk, does not keep it from opening. Does not wait for another holder: restarting is the supervisor's part,
     * and a holder that ended, in whatever way, holds nothing.
     *
     * @param path - the state file; need not exist, its directory must.
     * @throws StoreError when another process has the file, or it cannot be read, understood or replaced.
     */
    static open(path: string): Promise<FileStore>;
    get keptIn(): string;
    load(): Promise<StoredState>;
    save(state: StoredState): Promise<void>;
    check(): Promise<void>;
    close(): Promise<void>;
}
