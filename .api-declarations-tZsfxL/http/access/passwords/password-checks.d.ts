import type { BasicCredentials } from "./basic-credentials";
/** Somebody who may identify himself with a password. */
export interface PasswordUser {
    readonly name: string;
    /** bcrypt's own notation, `$2a$`, `$2b$` or `$2y$`. */
    readonly hash: string;
}
/** What a check found. `busy`: nothing, because too many checks wait already; the caller may ask again. */
export type PasswordOutcome = "right" | "wrong" | "busy";
/** Compares a password with a hash, off the event loop. */
export type PasswordVerifier = (password: string, hash: string) => Promise<boolean>;
/**
 * Checks passwords against one list of users; for another list there is another of these, so that nothing that was right
 * once is right for ever.
 *
 * A password costs its hash once: what was right is remembered, as a digest under a key that only this object has. A name
 * that nobody has costs as much as one that somebody has.
 */
export declare class PasswordChecks {
    #private;
    /** @param onTruncated told, once for each user, that a right password is longer than what bcrypt looks at. */
    constructor(users: readonly PasswordUser[], verifier?: PasswordVerifier, onTruncated?: (name: string) => void);
    /**
     * Checks what a caller presents.
     *
     * @param address of the caller; floods from one network wait behind themselves.
     * @returns the outcome itself when it is known already, else a promise of it.
     */
    check(credentials: BasicCredentials, address: string): PasswordOutcome | Promise<PasswordOutcome>;
}
