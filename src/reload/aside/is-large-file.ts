import { stat } from "node:fs/promises";

/** Takes some ten milliseconds to read as YAML: what is larger is read aside. A thread takes longer than that to start. */
const LARGE_BYTES = 16 * 1024;

/** Whether a file is so large that reading it would hold up everything else. What cannot be looked at is not. */
export async function isLargeFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size > LARGE_BYTES;
  } catch {
    return false;
  }
}
