import type { TextResult } from "../strict-yaml/source/read-text-file";
/** Digests of what was found in files, by path. */
export type FileDigests = ReadonlyMap<string, string>;
/**
 * Reads files and remembers what it found, as digests: two of these with the same {@link fingerprint} saw the same.
 *
 * Contents are compared rather than modification times: those lie when a file is copied with its times, when Kubernetes
 * swaps the links above it, and when a network file system is slow to tell.
 */
export declare class FileReads {
    #private;
    /** @param digests what was found before, as {@link FileReads.digests} gave it. */
    constructor(digests?: FileDigests);
    /** What was found in each file, in plain data. */
    get digests(): FileDigests;
    /** The files that were read or could not be. */
    get paths(): readonly string[];
    /** Every path with a digest of what was found there. */
    get fingerprint(): string;
    read(path: string): Promise<TextResult>;
}
/** What {@link FileReads.fingerprint} would be if these files were read now. */
export declare function fingerprintOf(paths: readonly string[]): Promise<string>;
