/** Ends one thing that was begun. */
export type Ending = () => void | Promise<void>;

/**
 * What has to be ended of what was begun: the last first, because what came later may use what was there before. Each is
 * ended once, and one that fails keeps none of the others from it.
 */
export class Endings {
  readonly #onFailure: (error: unknown) => void;
  #endings: Ending[] = [];

  /** @param onFailure - is told what an ending throws or rejects with. */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  add(...endings: readonly Ending[]): void {
    this.#endings.push(...endings);
  }

  /** Ends everything, one after the other. Never rejects. */
  async run(): Promise<void> {
    for (let ending = this.#endings.pop(); ending; ending = this.#endings.pop()) {
      try {
        await ending();
      } catch (error) {
        this.#onFailure(error);
      }
    }
  }
}
