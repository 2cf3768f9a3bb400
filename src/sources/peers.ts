import { isDeepStrictEqual } from "node:util";
import type { PeerConfig } from "../config/peers";
import type { PeerReading } from "../domain/terms/peer-reading";
import { PeerPoller } from "./peer-poller";
import type { PollerTools } from "./source-poller";

/** Asks every peer of the configuration that is in force for its view. */
export class Peers {
  readonly #tools: Omit<PollerTools, "evidence">;
  #pollers: readonly PeerPoller[] = [];

  constructor(tools: Omit<PollerTools, "evidence">) {
    this.#tools = tools;
  }

  /** These are the peers from now on. One that did not change goes on as it is; who changed begins anew, at once. */
  configure(configs: readonly PeerConfig[]): void {
    const stays = this.#pollers.filter(({ config }) =>
      configs.some((next) => isDeepStrictEqual(next, config)),
    );
    for (const poller of this.#pollers) if (!stays.includes(poller)) void poller.stop();
    this.#pollers = configs.map(
      (config) =>
        stays.find((poller) => isDeepStrictEqual(poller.config, config)) ??
        new PeerPoller(config, this.#tools),
    );
    for (const poller of this.#pollers) poller.start();
  }

  /** Resolves when no peer is asked any more. */
  async stop(): Promise<void> {
    await Promise.all(this.#pollers.map((poller) => poller.stop()));
  }

  /** In the order of the configuration. */
  get readings(): readonly PeerReading[] {
    return this.#pollers.map(({ reading }) => reading);
  }
}
