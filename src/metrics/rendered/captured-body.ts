/**
 * Bytes in a chunk. A chunk is copied and handed to the kernel before anything else runs, so it is short enough for that. See
 * docs/decisions/017.
 */
const CHUNK_BYTES = 512 * 1024;

/** A part of a body, which belongs to one body and no other. */
export interface BodyPart {
  /** In order; nobody changes what is in them until the body has ended, which lets go of each as soon as it has been handed out. */
  readonly pieces: (Uint8Array | undefined)[];
  /** Where what belongs to the body begins in each piece. */
  readonly starts: readonly number[];
  /** How many bytes of each piece belong to the body. */
  readonly lengths: readonly number[];
  /** The sum of the lengths. */
  readonly byteLength: number;
}

/**
 * The body of an answer in chunks of equal size. A chunk is valid until the next but one is asked for: two pieces of memory take
 * turns, so that one is filled while the other is being sent. However the taking ends, behind the last chunk or before it, the end is told once; until then what it is made from is held.
 */
export class CapturedBody implements IterableIterator<Uint8Array, undefined> {
  readonly byteLength: number;
  readonly #parts: BodyPart[];
  readonly #onEnd: (isWhole: boolean) => void;
  readonly #memory: readonly [Uint8Array, Uint8Array];
  #chunk: Uint8Array;
  /** The part that is handed out, and the piece of it. */
  #part = 0;
  #piece = 0;
  /** Bytes of that piece which have been handed out. */
  #taken = 0;
  #left: number;
  #isEnded = false;

  /** @param onEnd - told whether all chunks have been taken. */
  constructor(
    parts: readonly BodyPart[],
    onEnd: (isWhole: boolean) => void,
    chunkBytes: number = CHUNK_BYTES,
  ) {
    this.#parts = [...parts];
    this.#onEnd = onEnd;
    this.byteLength = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.#left = this.byteLength;
    const first = new Uint8Array(Math.min(chunkBytes, this.byteLength));
    const second = new Uint8Array(Math.min(chunkBytes, this.byteLength - first.length));
    this.#memory = [first, second];
    this.#chunk = second;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Uint8Array, undefined> {
    if (this.#left === 0 || this.#isEnded) return this.#end(true);
    const [first, second] = this.#memory;
    this.#chunk = this.#chunk === first ? second : first;
    const length = Math.min(this.#chunk.length, this.#left);
    for (let at = 0; at < length;) at += this.#copyTo(at, length);
    this.#left -= length;
    return { done: false, value: this.#chunk.subarray(0, length) };
  }

  /** Ends it before its time, also when nothing has been taken yet. */
  return(): IteratorReturnResult<undefined> {
    return this.#end(false);
  }

  #end(isWhole: boolean): IteratorReturnResult<undefined> {
    if (!this.#isEnded) {
      this.#isEnded = true;
      this.#parts.length = 0;
      this.#onEnd(isWhole);
    }
    return { done: true, value: undefined };
  }

  /** Copies from the piece at hand to the chunk, from `at` up to `end` at the most, and returns how many bytes it was. */
  #copyTo(at: number, end: number): number {
    const part = this.#parts[this.#part];
    if (part === undefined) throw new Error("a body is shorter than its parts say");
    const piece = part.pieces[this.#piece];
    if (piece === undefined) {
      this.#part += 1;
      this.#piece = 0;
      return 0;
    }
    const pieceLength = part.lengths[this.#piece] ?? 0;
    const length = Math.min(pieceLength - this.#taken, end - at);
    const from = (part.starts[this.#piece] ?? 0) + this.#taken;
    this.#chunk.set(piece.subarray(from, from + length), at);
    this.#taken += length;
    if (this.#taken === pieceLength) {
      // Let go, so that a slow reader does not hold what it has.
      part.pieces[this.#piece] = undefined;
      this.#piece += 1;
      this.#taken = 0;
    }
    return length;
  }
}
