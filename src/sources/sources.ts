import type { SourceConfig } from "../config/sources";
import type { RegionId } from "../domain/terms/ids";
import type { SourceReading } from "../domain/terms/source-reading";
import { PollerSet } from "./poller-set";
import { SourcePoller } from "./source-poller";
import type { SourcePollerTools } from "./source-poller";

/** Polls every source of the configuration that is in force. */
export class Sources {
  readonly #evidence: SourcePollerTools["evidence"];
  readonly #set: PollerSet<SourcePoller>;

  constructor(tools: SourcePollerTools) {
    this.#evidence = tools.evidence;
    this.#set = new PollerSet((config) => new SourcePoller(config, tools));
  }

  /** See {@link PollerSet.configure}. */
  configure(configs: readonly SourceConfig[]): void {
    this.#evidence.configure(
      configs.map(({ name, intervalMs, timeoutMs }) => ({ name, patienceMs: 2 * intervalMs + timeoutMs })),
    );
    this.#set.configure(configs);
  }

  /** Resolves when no poll is under way any more. */
  stop(): Promise<void> {
    return this.#set.stop();
  }

  /** @param nameOf - what a region is called. */
  readings(nameOf: (regionId: RegionId) => string): readonly SourceReading[] {
    return this.#set.pollers.map(({ tally }) => tally.reading(nameOf));
  }
}
