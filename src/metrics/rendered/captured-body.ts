/**
 * Bytes in a chunk. A chunk is copied and handed to the kernel before anything else runs, so it is short enough for that. See
 * docs/decisions/017.
 */
const CHUNK_BYTES = 512 * 1024;

/** What a body is put together from: pieces that nobody changes until it is released. */
export interface BodyParts {
  readonly pieces: readonly Uint8Array[];
  /** Where what belongs to the body begins in each piece; at its beginning unless it is said. */
  readonly starts?: readonly number[];
  /** How many bytes of each piece belong to the body. */
  readonly lengths: readonly number[];
}

/**
 * The body of an answer in chunks of equal size. A chunk is valid until the next but one is asked for: two pieces of memory take
 * turns, so that one is filled while the other is being sent. However the taking ends, behind the last chunk or before it, the end is told once; until then what it is made from is held.
 */
export class CapturedBody implements IterableIterator<Uint8Array, undefined> {
  readonly byteLength: number;
  readonly #pieces: (Uint8Array | undefined)[];
  readonly #starts: readonly number[];
  readonly #lengths: readonly number[];
  readonly #onEnd: (isWhole: boolean) => void;
  readonly #memory: readonly [Uint8Array, Uint8Array];
  #chunk: Uint8Array;
  #piece = 0;
  /** Bytes of that piece which have been handed out. */
  #taken = 0;
  #left: number;
  #isEnded = false;

  /** @param onEnd - told whether all chunks have been taken. */
  constructor(
    { pieces, starts = [], lengths }: BodyParts,
    onEnd: (isWhole: boolean) => void,
    chunkBytes: number = CHUNK_BYTES,
  ) {
    this.#pieces = [...pieces];
    this.#starts = starts;
    this.#lengths = lengths;
    this.#onEnd = onEnd;
    this.byteLength = lengths.reduce((sum, length) => sum + length, 0);
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
      this.#pieces.length = 0;
      this.#onEnd(isWhole);
    }
    return { done: true, value: undefined };
  }

  /** Copies from the piece at hand to the chunk, from `at` up to `end` at the most, and returns how many bytes it was. */
  #copyTo(at: number, end: number): number {
    const piece = this.#pieces[this.#piece];
    const pieceLength = this.#lengths[this.#piece] ?? 0;
    if (piece === undefined) throw new Error("a body is shorter than its pieces say");
    const length = Math.min(pieceLength - this.#taken, end - at);
    const from = (this.#starts[this.#piece] ?? 0) + this.#taken;
    this.#chunk.set(piece.subarray(from, from + length), at);
    this.#taken += length;
    if (this.#taken === pieceLength) {
      // Let go, so that a slow reader does not hold what it has.
      this.#pieces[this.#piece] = undefined;
      this.#piece += 1;
      this.#taken = 0;
    }
    return length;
  }
}
