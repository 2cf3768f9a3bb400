const MOST_KEYS = 100_000;

/**
 * Keys of what was applied, the most recent ones. Bounded: who asks about a key that was forgotten has to know by other means
 * that it is old, here by the session's high-water mark.
 */
export class IdempotencyStore {
  /** In the order of their last use. */
  readonly #keys = new Set<string>();
  readonly #mostKeys: number;
  readonly #onAdd: (key: string) => void;

  /** @param onAdd hears of each key that is added. */
  constructor(mostKeys = MOST_KEYS, onAdd: (key: string) => void = () => undefined) {
    this.#mostKeys = mostKeys;
    this.#onAdd = onAdd;
  }

  get size(): number {
    return this.#keys.size;
  }

  /** Whether the key is known; then it counts as used. */
  has(key: string): boolean {
    if (!this.#keys.delete(key)) return false;
    this.#keys.add(key);
    return true;
  }

  /** Remembers a key, and forgets the one that was not used for longest when there are too many. */
  add(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
    this.#onAdd(key);
    this.#trim();
  }

  /** Remembers keys, the oldest first, that were used before all that are here. */
  restore(older: readonly string[]): void {
    const newer = [...this.#keys];
    this.#keys.clear();
    for (const key of [...older, ...newer]) {
      this.#keys.delete(key);
      this.#keys.add(key);
      this.#trim();
    }
  }

  #trim(): void {
    if (this.#keys.size <= this.#mostKeys) return;
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest);
      return;
    }
  }
}
