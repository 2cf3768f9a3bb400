const HEAD_BYTES = 8;
const COUNT = 0;
const LENGTH = 1;

/**
 * The input that is being tried, in memory that two threads see: the one that tries it may be in an endless loop, and the
 * other must be able to tell, and to say which input it was.
 */
export class SharedInput {
  readonly buffer: SharedArrayBuffer;
  readonly #head: Int32Array;
  readonly #bytes: Uint8Array;

  /** @param from the other thread's buffer, or the bytes to have room for. */
  constructor(from: SharedArrayBuffer | number) {
    this.buffer = typeof from === "number" ? new SharedArrayBuffer(HEAD_BYTES + from) : from;
    this.#head = new Int32Array(this.buffer, 0, 2);
    this.#bytes = new Uint8Array(this.buffer, HEAD_BYTES);
  }

  /** How many inputs have been begun; what does not grow stands still. */
  get count(): number {
    return Atomics.load(this.#head, COUNT);
  }

  /** The input begun last; cut off where there was no room. */
  get input(): Uint8Array {
    return this.#bytes.slice(0, Atomics.load(this.#head, LENGTH));
  }

  begin(input: Uint8Array): void {
    const part = input.subarray(0, this.#bytes.length);
    this.#bytes.set(part);
    Atomics.store(this.#head, LENGTH, part.length);
    Atomics.add(this.#head, COUNT, 1);
  }
}
