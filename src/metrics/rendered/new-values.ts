import { resized } from "../../domain/columns/resized";
import { LONGEST_VALUE, writeSampleValue } from "./number-digits";

const FIRST_VALUES = 64;

/** New values for some lines of a block, in the order of those lines. Filled again and again. */
export class NewValues {
  #lines = new Uint32Array(FIRST_VALUES);
  /** As floats: of a u64, too, that is what is printed. */
  #values = new Float64Array(FIRST_VALUES);
  #count = 0;
  /** What {@link NewValues.print} printed. */
  readonly text = new Uint8Array(LONGEST_VALUE);

  get count(): number {
    return this.#count;
  }

  /** The line that value number `i` is for. */
  lineAt(i: number): number {
    return this.#lines[i] ?? 0;
  }

  valueAt(i: number): number {
    return this.#values[i] ?? 0;
  }

  /** Writes value number `i` into `text` and returns its length. */
  print(i: number): number {
    return writeSampleValue(this.text, 0, this.valueAt(i));
  }

  /** @param line - behind those that were added before. */
  add(line: number, value: number | bigint): void {
    const i = this.#count;
    if (i === this.#lines.length) {
      this.#lines = resized(this.#lines, 2 * i);
      this.#values = resized(this.#values, 2 * i);
    }
    this.#lines[i] = line;
    this.#values[i] = typeof value === "number" ? value : Number(value);
    this.#count = i + 1;
  }

  /** Forgets the values behind the first `count`. */
  cutTo(count: number): void {
    this.#count = count;
  }

  clear(): void {
    this.#count = 0;
  }
}
