/** Ids have 16 bits. */
const ID_LIMIT = 65_536;

/** Ids of what has changed since somebody looked, each once. Made for very many: nothing is made for any of them. */
export class ChangedIds {
  readonly #isIn = new Uint8Array(ID_LIMIT);
  readonly #ids = new Uint16Array(ID_LIMIT);
  #count = 0;

  add(id: number): void {
    if (this.#isIn[id] === 1) return;
    this.#isIn[id] = 1;
    this.#ids[this.#count] = id;
    this.#count += 1;
  }

  /** Each in the order in which they came; forgets them. Valid until the next is added. */
  take(): Uint16Array {
    const taken = this.#ids.subarray(0, this.#count);
    const isIn = this.#isIn;
    const { length } = taken;
    for (let at = 0; at < length; at += 1) isIn[taken[at]!] = 0;
    this.#count = 0;
    return taken;
  }
}
