import type { Random } from "./random";

/** Bytes that mean something to some reader: quotes, brackets, separators, controls, halves of UTF-8 characters. */
const TELLING_BYTES = [
  ...Buffer.from('"\\{}[]:,;=*/#&?%+-.0129eEn \t\r\n\0\x7f\x80\xbf\xc0\xed\xf0\xff', "latin1"),
];

/** Numbers at the edges of what holds numbers here, and spellings that readers disagree about. */
const TELLING_NUMBERS = [
  ...["0", "-0", "1", "-1", "65535", "65536", "4294967295", "4294967296", "9007199254740993"],
  ...[
    "18446744073709551615",
    "18446744073709551616",
    "1e308",
    "1e309",
    "5e-324",
    "0.1",
    "1.0",
    "1e3",
    "01",
    "+1",
  ],
];

const DIGITS = /\d+/g;

/** Makes a new input out of one that is known to be interesting. */
export class Mutator {
  readonly #random: Random;
  readonly #dictionary: readonly string[];
  readonly #maxBytes: number;

  /** @param dictionary texts that the code under test knows: keys, words, separators. */
  constructor(random: Random, dictionary: readonly string[], maxBytes: number) {
    this.#random = random;
    this.#dictionary = dictionary;
    this.#maxBytes = maxBytes;
  }

  /** @param other another interesting input, to take parts of. */
  mutate(input: Uint8Array, other: Uint8Array): Uint8Array {
    let bytes: Uint8Array = input;
    const times = 1 << this.#random.below(4);
    for (let i = 0; i < times; i += 1) bytes = this.#step(bytes, other);
    return bytes.subarray(0, this.#maxBytes);
  }

  #step(bytes: Uint8Array, other: Uint8Array): Uint8Array {
    const random = this.#random;
    const at = random.below(bytes.length + 1);
    switch (random.below(9)) {
      case 0:
        return replaced(bytes, at, 1, Uint8Array.of((bytes[at] ?? 0) ^ (1 << random.below(8))));
      case 1:
        return replaced(bytes, at, 1, Uint8Array.of(random.pick(TELLING_BYTES)));
      case 2:
        return replaced(bytes, at, 0, Uint8Array.of(random.pick(TELLING_BYTES)));
      case 3:
        return replaced(bytes, at, this.#length(), Uint8Array.of());
      case 4:
        return replaced(bytes, random.below(bytes.length + 1), 0, this.#part(bytes));
      case 5:
        return replaced(bytes, at, random.oneIn(2) ? 0 : this.#length(), this.#part(other));
      case 6:
        return this.#withNumber(bytes);
      case 7:
        return random.oneIn(4) ? bytes.subarray(0, at) : replaced(bytes, at, 0, this.#part(other));
      default:
        return replaced(bytes, at, random.oneIn(2) ? 0 : this.#length(), this.#word());
    }
  }

  /** Mostly a few bytes, now and then many. */
  #length(): number {
    return 1 + this.#random.below(this.#random.oneIn(4) ? 256 : 8);
  }

  #part(bytes: Uint8Array): Uint8Array {
    const from = this.#random.below(bytes.length + 1);
    return bytes.slice(from, from + this.#length());
  }

  #word(): Uint8Array {
    return Buffer.from(this.#random.pick(this.#dictionary.length === 0 ? TELLING_NUMBERS : this.#dictionary));
  }

  #withNumber(bytes: Uint8Array): Uint8Array {
    const found = [...Buffer.from(bytes).toString("latin1").matchAll(DIGITS)];
    if (found.length === 0) return bytes;
    const number = this.#random.pick(found);
    return replaced(bytes, number.index, number[0].length, Buffer.from(this.#random.pick(TELLING_NUMBERS)));
  }
}

function replaced(bytes: Uint8Array, at: number, length: number, by: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + length)]);
}
