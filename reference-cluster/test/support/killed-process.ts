import fs from "node:fs";

/** What is thrown where the process would have died. */
export class Killed extends Error {}

/** What changes files, but for writes to files that are open. */
const CHANGES = [
  "writeFileSync",
  "renameSync",
  "rmSync",
  "openSync",
  "mkdirSync",
  "truncateSync",
  "ftruncateSync",
] as const;

/**
 * Kills the process before the n-th change of a file from now on; a dead process changes nothing more. To be taken back with
 * `jest.restoreAllMocks()`.
 *
 * @param torn - the part of the last write to an open file that is still made, 0 to 1.
 */
export function killBefore(change: number, torn = 0): void {
  let left = change;
  const dies = (): boolean => {
    left -= 1;
    return left < 0;
  };
  for (const name of CHANGES) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      if (dies()) throw new Killed();
      return real(...args);
    }) as never);
  }
  const realWrite = fs.writeSync as (...args: unknown[]) => unknown;
  jest.spyOn(fs, "writeSync").mockImplementation(((file: number, bytes: Buffer) => {
    if (!dies()) return realWrite(file, bytes);
    const written = Math.floor(bytes.length * torn);
    if (left === -1 && written > 0) realWrite(file, bytes.subarray(0, written));
    throw new Killed();
  }) as never);
}
