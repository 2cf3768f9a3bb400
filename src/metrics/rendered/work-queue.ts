/** Taken so many, the array behind a queue is cut: not at every step, because that moves all that is left. */
const CUT_AT = 1024;

/** First in, first out; what came last can be taken out of turn. */
export class WorkQueue<T> {
  #items: T[] = [];
  #taken = 0;

  get length(): number {
    return this.#items.length - this.#taken;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** The oldest; undefined when there is none. */
  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#taken];
    this.#taken += 1;
    if (this.#taken === this.#items.length) {
      this.#items = [];
      this.#taken = 0;
    } else if (this.#taken === CUT_AT) {
      this.#items.splice(0, CUT_AT);
      this.#taken = 0;
    }
    return item;
  }

  /** Takes all but the `length` oldest, in their order. */
  takeAllBut(length: number): T[] {
    return this.length <= length ? [] : this.#items.splice(this.#taken + length);
  }
}
