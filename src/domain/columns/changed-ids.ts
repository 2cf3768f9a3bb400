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

  /** Visits each in the order in which they came, and forgets them. The visitor adds none. */
  take(visit: (id: number) => void): void {
    for (let at = 0; at < this.#count; at += 1) {
      this.#isIn[this.#ids[at]!] = 0;
      visit(this.#ids[at]!);
    }
    this.#count = 0;
  }
}
