import { setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import type { SourceConfig } from "../../config/sources";
import type { ControlPlane } from "../../domain/control-plane";
import type { Clock } from "../../domain/terms/clock";
import type { SourceReading } from "../../domain/terms/source-reading";
import type { Sources } from "../../sources/sources";
import type * as SourcesModule from "../../sources/sources";

/** The sources of the configuration, once there are any: without, nothing that polls is loaded. */
export class PolledSources {
  readonly #controlPlane: ControlPlane;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #userAgent: string;
  #sources: Sources | undefined;

  /** @param version - of this program, as sources are told it. */
  constructor(controlPlane: ControlPlane, logger: Logger, clock: Clock, version: string) {
    this.#controlPlane = controlPlane;
    this.#logger = logger;
    this.#clock = clock;
    this.#userAgent = `tidaldb-exporter/${version}`;
  }

  /** These are the sources from now on; new ones are polled at once. */
  configure(configs: readonly SourceConfig[]): void {
    if (configs.length > 0) this.#sources ??= this.#load();
    this.#sources?.configure(configs);
  }

  /** In the order of the configuration; empty without any. */
  get readings(): readonly SourceReading[] {
    const { regionNames } = this.#controlPlane.settings;
    return this.#sources?.readings((regionId) => regionNames.get(regionId) ?? String(regionId)) ?? [];
  }

  /** Resolves when nothing is polled any more. */
  async stop(): Promise<void> {
    await this.#sources?.stop();
  }

  #load(): Sources {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would find no file without an extension
    const { Sources } = require("../../sources/sources") as typeof SourcesModule;
    return new Sources({
      evidence: this.#controlPlane.sources,
      logger: this.#logger,
      clock: this.#clock,
      random: Math.random,
      nextTurn,
      userAgent: this.#userAgent,
    });
  }
}
