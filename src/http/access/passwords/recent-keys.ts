/** A set that remembers the keys that were added or asked for last, and forgets others beyond its size. */
export class RecentKeys {
  readonly #keys = new Set<string>();
  readonly #size: number;

  /** @param size how many keys are remembered at most; 1 or more. */
  constructor(size: number) {
    this.#size = size;
  }

  add(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > this.#size && oldest !== undefined) this.#keys.delete(oldest);
  }

  /** Whether the key is remembered; asking makes it recent. */
  has(key: string): boolean {
    if (!this.#keys.has(key)) return false;
    this.add(key);
    return true;
  }
}
