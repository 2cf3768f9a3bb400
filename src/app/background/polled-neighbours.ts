import { setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "../../config/config";
import type { ControlPlane } from "../../domain/control-plane";
import type { Clock } from "../../domain/terms/clock";
import type { PeerReading } from "../../domain/terms/peer-reading";
import type { SourceReading } from "../../domain/terms/source-reading";
import type { Peers } from "../../sources/peers";
import type * as PeersModule from "../../sources/peers";
import type { Sources } from "../../sources/sources";
import type * as SourcesModule from "../../sources/sources";

/** What polling takes. */
export interface PollingNeeds {
  readonly controlPlane: ControlPlane;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Of this program, as those that are polled are told it. */
  readonly version: string;
}

/** The sources and the peers of the configuration, once there are any: without, nothing that polls is loaded. */
export class PolledNeighbours {
  readonly #needs: PollingNeeds;
  #sources: Sources | undefined;
  #peers: Peers | undefined;

  constructor(needs: PollingNeeds) {
    this.#needs = needs;
  }

  /** These are polled from now on; new ones at once. */
  configure({ sources, peers }: Pick<Config, "sources" | "peers">): void {
    if (sources.length > 0) this.#sources ??= this.#loadSources();
    if (peers.length > 0) this.#peers ??= this.#loadPeers();
    this.#sources?.configure(sources);
    this.#peers?.configure(peers);
  }

  /** In the order of the configuration; empty without any. */
  get sources(): readonly SourceReading[] {
    const { regionNames } = this.#needs.controlPlane.settings;
    return this.#sources?.readings((regionId) => regionNames.get(regionId) ?? String(regionId)) ?? [];
  }

  /** In the order of the configuration; empty without any. */
  get peers(): readonly PeerReading[] {
    return this.#peers?.readings ?? [];
  }

  /** Resolves when nothing is polled any more. */
  async stop(): Promise<void> {
    await Promise.all([this.#sources?.stop(), this.#peers?.stop()]);
  }

  #loadSources(): Sources {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would find no file without an extension
    const { Sources } = require("../../sources/sources") as typeof SourcesModule;
    return new Sources({ evidence: this.#needs.controlPlane.sources, ...this.#polling });
  }

  #loadPeers(): Peers {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would find no file without an extension
    const { Peers } = require("../../sources/peers") as typeof PeersModule;
    return new Peers(this.#polling);
  }

  get #polling(): ConstructorParameters<typeof Peers>[0] {
    const { logger, clock, version } = this.#needs;
    return { logger, clock, random: Math.random, nextTurn, userAgent: `tidaldb-exporter/${version}` };
  }
}
