import type { Logger } from "pino";
import type { Store } from "../../store/store";

/**
 * Whether the exporter should be sent traffic, and why not. A probe must be answered at once, so the store is asked
 * between probes and the last answer is kept.
 */
export class Readiness {
  readonly #store: Store;
  readonly #logger: Logger;
  #lifecycle: string | undefined = "starting: not listening yet";
  #isStoreReachable = true;

  constructor(store: Store, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  /** One sentence each, fit to be shown to anybody; empty when ready. */
  get reasons(): readonly string[] {
    const storeReason = this.#store.shared === undefined ? this.#storeReason : undefined;
    return [this.#lifecycle, storeReason].filter((reason) => reason !== undefined);
  }

  /**
   * What does not work although it is ready, one sentence each, fit to be shown to anybody. A shared store that is gone is no
   * reason to send traffic elsewhere: elsewhere it is gone as well, and what is known still holds.
   */
  get notes(): readonly string[] {
    const storeReason = this.#store.shared === undefined ? undefined : this.#storeReason;
    return storeReason === undefined ? [] : [storeReason];
  }

  /** Whether topology and tenants could be kept, when that was asked last. */
  get isStoreReachable(): boolean {
    return this.#isStoreReachable;
  }

  get #storeReason(): string | undefined {
    return this.#isStoreReachable ? undefined : "topology and tenants cannot be kept: see the log";
  }

  started(): void {
    this.#lifecycle = undefined;
  }

  stopping(): void {
    this.#lifecycle = "stopping: open requests are being finished";
  }

  /** Asks the store, and logs when the answer is another than before. Never rejects. */
  async checkStore(): Promise<void> {
    try {
      await this.#store.check();
      if (!this.#isStoreReachable)
        this.#logger.info({ store: this.#store.keptIn }, "the store can be reached again");
      this.#isStoreReachable = true;
    } catch (err) {
      if (this.#isStoreReachable)
        this.#logger.error({ err, store: this.#store.keptIn }, "the store cannot be reached");
      this.#isStoreReachable = false;
    }
  }
}
