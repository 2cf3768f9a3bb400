import { setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import type { PeerConfig } from "../../config/peers";
import type { Clock } from "../../domain/terms/clock";
import type { PeerReading } from "../../domain/terms/peer-reading";
import type { Peers } from "../../sources/peers";
import type * as PeersModule from "../../sources/peers";

/** The peers of the configuration, once there are any: without, nothing that polls is loaded. */
export class PolledPeers {
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #userAgent: string;
  #peers: Peers | undefined;

  /** @param version - of this program, as peers are told it. */
  constructor(logger: Logger, clock: Clock, version: string) {
    this.#logger = logger;
    this.#clock = clock;
    this.#userAgent = `tidaldb-exporter/${version}`;
  }

  /** These are the peers from now on; new ones are asked at once. */
  configure(configs: readonly PeerConfig[]): void {
    if (configs.length > 0) this.#peers ??= this.#load();
    this.#peers?.configure(configs);
  }

  /** In the order of the configuration; empty without any. */
  get readings(): readonly PeerReading[] {
    return this.#peers?.readings ?? [];
  }

  /** Resolves when nothing is polled any more. */
  async stop(): Promise<void> {
    await this.#peers?.stop();
  }

  #load(): Peers {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would find no file without an extension
    const { Peers } = require("../../sources/peers") as typeof PeersModule;
    return new Peers({
      logger: this.#logger,
      clock: this.#clock,
      random: Math.random,
      nextTurn,
      userAgent: this.#userAgent,
    });
  }
}
