import { createHash } from "node:crypto";
import { readTextFile } from "../strict-yaml/source/read-text-file";
import type { TextResult } from "../strict-yaml/source/read-text-file";

/** Far above any chain of certificates, far below what would fill the memory. */
const LARGEST_FILE_BYTES = 1024 * 1024;

/** Digests of what was found in files, by path. */
export type FileDigests = ReadonlyMap<string, string>;

/**
 * Reads files and remembers what it found, as digests: two of these with the same {@link fingerprint} saw the same.
 *
 * Contents are compared rather than modification times: those lie when a file is copied with its times, when Kubernetes
 * swaps the links above it, and when a network file system is slow to tell.
 */
export class FileReads {
  readonly #digests: Map<string, string>;

  /** @param digests what was found before, as {@link FileReads.digests} gave it. */
  constructor(digests: FileDigests = new Map()) {
    this.#digests = new Map(digests);
  }

  /** What was found in each file, in plain data. */
  get digests(): FileDigests {
    return this.#digests;
  }

  /** The files that were read or could not be. */
  get paths(): readonly string[] {
    return [...this.#digests.keys()];
  }

  /** Every path with a digest of what was found there. */
  get fingerprint(): string {
    return JSON.stringify([...this.#digests].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async read(path: string): Promise<TextResult> {
    const result = await readTextFile(path, LARGEST_FILE_BYTES);
    const found = result.ok ? `text ${result.value}` : `error ${result.message}`;
    this.#digests.set(path, createHash("sha256").update(found, "utf8").digest("base64"));
    return result;
  }
}

/** What {@link FileReads.fingerprint} would be if these files were read now. */
export async function fingerprintOf(paths: readonly string[]): Promise<string> {
  const reads = new FileReads();
  for (const path of paths) await reads.read(path);
  return reads.fingerprint;
}
