import { lstat, readFile } from "node:fs/promises";

import { StoreError } from "../store-error";
import { explainSystemError, systemErrorCode } from "./system-error";

/**
 * The text of a file of ours; undefined where there is none.
 *
 * @throws StoreError when it is no plain file, is larger than what we write, or cannot be read.
 */
export async function readBoundedFile(
  path: string,
  maxBytes: number,
  encoding: BufferEncoding,
): Promise<string | undefined> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile() || stats.size > maxBytes)
      throw new StoreError(`${path} cannot be understood: expected a file of at most ${maxBytes} bytes`);
    return await readFile(path, encoding);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    if (error instanceof StoreError) throw error;
    throw new StoreError(`cannot read ${path}: ${explainSystemError(error)}`, { cause: error });
  }
}
