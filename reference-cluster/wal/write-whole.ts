import { writeSync } from "node:fs";

/** Writes all of the bytes to the end of a file: one call may take a part of them only, as on a disk that is nearly full. */
export function writeWhole(file: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes.subarray(written));
}
