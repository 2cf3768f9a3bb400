import { resized } from "../columns/resized";
import type { ReplicaWatcher } from "../terms/live-replicas";

const BITS = 32;
const INITIAL_WORDS = 16;

/** The slots of which anything changed since somebody asked, noted on the way to who watches. */
export class NotedChanges implements ReplicaWatcher {
  readonly #watcher: ReplicaWatcher;
  /** By slot, a bit each. */
  #bits = new Uint32Array(INITIAL_WORDS);
  #taken = new Uint32Array(0);

  /** @param watcher - is told as well. */
  constructor(watcher: ReplicaWatcher) {
    this.#watcher = watcher;
  }

  /** Those that are noted, ascending; forgets them. Valid until the next call. */
  take(): Uint32Array {
    const bits = this.#bits;
    if (this.#taken.length < bits.length * BITS) this.#taken = new Uint32Array(bits.length * BITS);
    const taken = this.#taken;
    let count = 0;
    for (let at = 0; at < bits.length; at += 1) {
      for (let left = bits[at]!; left !== 0; left &= left - 1) {
        taken[count] = at * BITS + 31 - Math.clz32(left & -left);
        count += 1;
      }
    }
    bits.fill(0);
    return taken.subarray(0, count);
  }

  note(slot: number): void {
    const at = slot >>> 5;
    if (at >= this.#bits.length) this.#bits = resized(this.#bits, 2 * at);
    this.#bits[at] = this.#bits[at]! | (1 << (slot & 31));
  }

  added(slot: number): void {
    this.note(slot);
    this.#watcher.added(slot);
  }

  changed(slot: number): void {
    this.note(slot);
    this.#watcher.changed(slot);
  }

  removed(slot: number): void {
    this.note(slot);
    this.#watcher.removed(slot);
  }

  renamed(): void {
    this.#watcher.renamed();
  }
}
