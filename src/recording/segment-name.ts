import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

const DIGITS = 6;

/** A file of a recording, and its number: higher ones are later. */
export interface SegmentFile {
  readonly path: string;
  readonly number: number;
}

/** The file of a recording that has a number. */
export function segmentPath(recording: string, number: number): string {
  return `${recording}.${String(number).padStart(DIGITS, "0")}`;
}

/**
 * The files of a recording, oldest first.
 *
 * @throws Error of the system when the folder cannot be read.
 */
export async function segmentFiles(recording: string): Promise<readonly SegmentFile[]> {
  const folder = dirname(recording);
  const prefix = `${basename(recording)}.`;
  return (await readdir(folder))
    .filter((name) => name.startsWith(prefix) && /^\d{6,9}$/.test(name.slice(prefix.length)))
    .map((name) => ({ path: join(folder, name), number: Number(name.slice(prefix.length)) }))
    .sort((a, b) => a.number - b.number);
}
