import { resized } from "../columns/resized";

/** Slots of which is known together when the first of their states may change. */
const BLOCK = 64;
/** Sums of floats are rounded: so much too early, in milliseconds, costs nothing, a moment too late would be wrong. */
const EARLY_MS = 1;

/**
 * When states may change because time goes by, so that nobody has to be looked at before: a replica that was heard a moment ago
 * is not silent for long. Lived milliseconds, for blocks of neighbouring slots; what is heard puts a state's change off, which
 * is found out when its block is looked at.
 */
export class StateDeadlines {
  #dueMs: Float64Array<ArrayBuffer> = new Float64Array(0);
  #basis: readonly unknown[] = [];

  constructor(capacity: number) {
    this.resize(capacity);
  }

  /** Makes room for so many slots; new ones are due. */
  resize(capacity: number): void {
    const known = this.#dueMs.length;
    this.#dueMs = resized(this.#dueMs, Math.ceil(capacity / BLOCK));
    this.#dueMs.fill(-Infinity, known);
  }

  /** The state of a slot may change at `livedMs` already, at the next look for -Infinity. */
  bringForward(slot: number, livedMs: number): void {
    const block = Math.floor(slot / BLOCK);
    if (livedMs - EARLY_MS < this.#dueMs[block]!) this.#dueMs[block] = livedMs - EARLY_MS;
  }

  /**
   * Looks at the slots below `slotCount` of which a state may have changed by `livedMs`.
   *
   * @param basis - what else states depend on: all are looked at when any of it is another value than the last time.
   * @param look - returns when the state of the slot may change next; Infinity when time alone does not change it.
   */
  lookAtDue(
    livedMs: number,
    slotCount: number,
    basis: readonly unknown[],
    look: (slot: number) => number,
  ): void {
    if (basis.some((value, place) => value !== this.#basis[place])) this.#dueMs.fill(-Infinity);
    this.#basis = basis;
    for (let block = 0; block * BLOCK < slotCount; block += 1) {
      if (livedMs < this.#dueMs[block]!) continue;
      let nextMs = Infinity;
      const end = Math.min(slotCount, (block + 1) * BLOCK);
      for (let slot = block * BLOCK; slot < end; slot += 1) nextMs = Math.min(nextMs, look(slot));
      this.#dueMs[block] = nextMs - EARLY_MS;
    }
  }
}
