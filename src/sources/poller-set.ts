import { isDeepStrictEqual } from "node:util";
import type { SourceConfig } from "../config/sources";

/** What is polled by itself until it is stopped. */
interface Startable {
  readonly config: SourceConfig;
  start(): void;
  stop(): Promise<void>;
}

/** A poller for each entry of the configuration that is in force. */
export class PollerSet<P extends Startable> {
  readonly #create: (config: SourceConfig) => P;
  #pollers: readonly P[] = [];

  /** @param create - makes the poller of a new entry; it is started afterwards. */
  constructor(create: (config: SourceConfig) => P) {
    this.#create = create;
  }

  /** In the order of the configuration. */
  get pollers(): readonly P[] {
    return this.#pollers;
  }

  /** These are polled from now on. One that did not change goes on as it is; one that changed begins anew, at once. */
  configure(configs: readonly SourceConfig[]): void {
    const before = this.#pollers;
    this.#pollers = configs.map(
      (config) => before.find((poller) => isDeepStrictEqual(poller.config, config)) ?? this.#create(config),
    );
    for (const poller of before) if (!this.#pollers.includes(poller)) void poller.stop();
    for (const poller of this.#pollers) poller.start();
  }

  /** Resolves when no poll is under way any more. */
  async stop(): Promise<void> {
    await Promise.all(this.#pollers.map((poller) => poller.stop()));
  }
}
