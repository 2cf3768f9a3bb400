import { isDeepStrictEqual } from "node:util";
import type { SourceConfig } from "../config/sources";
import type { RegionId } from "../domain/terms/ids";
import type { SourceReading } from "../domain/terms/source-reading";
import { SourcePoller } from "./source-poller";
import type { PollerTools } from "./source-poller";

/** Polls every source of the configuration that is in force. */
export class Sources {
  readonly #tools: PollerTools;
  #pollers: readonly SourcePoller[] = [];

  constructor(tools: PollerTools) {
    this.#tools = tools;
  }

  /** These are the sources from now on. One that did not change goes on as it is; who changed begins anew, at once. */
  configure(configs: readonly SourceConfig[]): void {
    const stays = this.#pollers.filter(({ config }) =>
      configs.some((next) => isDeepStrictEqual(next, config)),
    );
    for (const poller of this.#pollers) if (!stays.includes(poller)) void poller.stop();
    this.#tools.evidence.configure(
      configs.map(({ name, intervalMs, timeoutMs }) => ({ name, patienceMs: 2 * intervalMs + timeoutMs })),
    );
    this.#pollers = configs.map(
      (config) =>
        stays.find((poller) => isDeepStrictEqual(poller.config, config)) ??
        new SourcePoller(config, this.#tools),
    );
    for (const poller of this.#pollers) poller.start();
  }

  /** Resolves when no poll is under way any more. */
  async stop(): Promise<void> {
    await Promise.all(this.#pollers.map((poller) => poller.stop()));
  }

  /** @param nameOf - what a region is called. */
  readings(nameOf: (regionId: RegionId) => string): readonly SourceReading[] {
    return this.#pollers.map(({ tally }) => tally.reading(nameOf));
  }
}
