import type { PeerConfig } from "../config/peers";
import type { PeerReading } from "../domain/terms/peer-reading";
import { PeerPoller } from "./peer-poller";
import type { PollerTools } from "./poller";
import { PollerSet } from "./poller-set";

/** Asks every peer of the configuration that is in force for its view. */
export class Peers {
  readonly #set: PollerSet<PeerPoller>;

  constructor(tools: PollerTools) {
    this.#set = new PollerSet((config) => new PeerPoller(config, tools));
  }

  /** See {@link PollerSet.configure}. */
  configure(configs: readonly PeerConfig[]): void {
    this.#set.configure(configs);
  }

  /** Resolves when no peer is asked any more. */
  stop(): Promise<void> {
    return this.#set.stop();
  }

  /** In the order of the configuration. */
  get readings(): readonly PeerReading[] {
    return this.#set.pollers.map(({ reading }) => reading);
  }
}
