import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../wal/write-whole";

const KEY_BYTES = 16;

/**
 * Keys of events on disk, in the order in which they were taken in: the last of them, in files of half as many as have to be kept, of
 * which the oldest is removed when a new one begins. A key is a checksum itself, so that one in which a bit has changed is of no use
 * and does no harm.
 *
 * File system errors are thrown as they come.
 */
export class KeyLog {
  readonly #directory: string;
  readonly #keysPerFile: number;
  /** The numbers of the files, the oldest first; the last one is written to. */
  readonly #numbers: number[];
  #keysInLast: number;
  #file: number | undefined;

  private constructor(directory: string, keysPerFile: number, numbers: number[], keysInLast: number) {
    this.#directory = directory;
    this.#keysPerFile = keysPerFile;
    this.#numbers = numbers;
    this.#keysInLast = keysInLast;
  }

  /**
   * Opens what lies in a directory, which need not exist, and hands each key to `replay`, the oldest first. The torn end of a key is
   * cut off.
   *
   * @param mostKeys - how many of the latest keys are kept at least.
   */
  static open(directory: string, mostKeys: number, replay: (key: string) => void): KeyLog {
    const numbers = numbersOfFiles(directory);
    let keysInLast = 0;
    for (const number of numbers) {
      const path = pathOf(directory, number);
      const bytes = readFileSync(path);
      keysInLast = Math.floor(bytes.length / KEY_BYTES);
      if (keysInLast * KEY_BYTES < bytes.length) truncateSync(path, keysInLast * KEY_BYTES);
      for (let at = 0; at < keysInLast; at += 1) {
        replay(bytes.toString("base64", at * KEY_BYTES, (at + 1) * KEY_BYTES));
      }
    }
    return new KeyLog(directory, Math.ceil(mostKeys / 2), numbers, keysInLast);
  }

  /** Writes keys to the end. */
  append(keys: readonly string[]): void {
    for (const key of keys) {
      if (this.#numbers.length === 0 || this.#keysInLast >= this.#keysPerFile) this.#begin();
      this.#file ??= openSync(pathOf(this.#directory, this.#numbers.at(-1) ?? 0), "a");
      writeWhole(this.#file, Buffer.from(key, "base64"));
      this.#keysInLast += 1;
    }
  }

  /** Lets go of the file. What was written stays. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** Begins a new file, and removes the oldest when the two before the new one are enough without it. */
  #begin(): void {
    this.close();
    mkdirSync(this.#directory, { recursive: true });
    this.#numbers.push((this.#numbers.at(-1) ?? 0) + 1);
    this.#keysInLast = 0;
    while (this.#numbers.length > 3) {
      rmSync(pathOf(this.#directory, this.#numbers.shift() ?? 0), { force: true });
    }
  }
}

function pathOf(directory: string, number: number): string {
  return join(directory, `keys-${number}`);
}

function numbersOfFiles(directory: string): number[] {
  try {
    return readdirSync(directory)
      .flatMap((name) => /^keys-(\d+)$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
