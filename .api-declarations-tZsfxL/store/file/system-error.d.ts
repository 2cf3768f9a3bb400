/** The symbolic code of an error that the system (or the loader of native code) raised, such as `ENOSPC`. */
export declare function systemErrorCode(error: unknown): string | undefined;
/** What went wrong with a file, as the system says it, and what the operator can do about it. */
export declare function explainSystemError(error: unknown): string;
