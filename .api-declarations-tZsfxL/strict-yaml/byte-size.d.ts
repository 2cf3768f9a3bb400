/**
 * Bytes of a size such as `8MiB`, `512KiB`, `100B` or `4096`. Only the units that mean one thing: `MB` is a million to
 * some and 2^20 to others, and is not taken; nor are leading zeros, which mean base 8 to some.
 *
 * @returns undefined for anything else, also beyond 2^53 - 1 bytes.
 */
export declare function parseByteSize(text: string): number | undefined;
/** Writes bytes the way {@link parseByteSize} reads them, in the largest unit that leaves no rest; plain below 1 KiB. */
export declare function formatByteSize(bytes: number): string;
