/** Who holds a lock, as it said itself. For messages only: nothing is decided by it. */
export interface LockHolder {
    readonly pid: number;
    readonly host: string;
    /** ISO 8601, the holder's clock. */
    readonly since: string;
}
/** What came of trying to take a lock. The holder is undefined when it left no readable note. */
export type LockAttempt = {
    readonly taken: true;
    readonly lock: FileLock;
} | {
    readonly taken: false;
    readonly holder: LockHolder | undefined;
};
/**
 * The kernel's lock on a file (`F_OFD_SETLK`): it belongs to the open file, so it ends with the process however the
 * process ends, kill -9 included, and it stays while the process is merely stopped or slow. No lock made of files and
 * heartbeats can do both: it keeps a restart waiting after a kill, and it gives the lock of a stopped writer away, which
 * then wakes up in the middle of a write. It also holds between containers that share a volume, where process ids and
 * boot ids say nothing. Node has no call for it, hence the add-on.
 */
export declare class FileLock {
    #private;
    private constructor();
    /**
     * Takes the lock at once or says who has it. The file is created when missing and never removed: removing it would let
     * a second process lock a new file of the same name while a third still has the old one open.
     *
     * @throws Error of the system when the file cannot be opened, or when its file system or this platform has no locks.
     */
    static attempt(path: string): Promise<LockAttempt>;
    /** Whether the path still leads to the locked file. When not, somebody removed it and the lock keeps nobody out. */
    isHeld(): Promise<boolean>;
    /** Lets the next one in. */
    release(): Promise<void>;
}
