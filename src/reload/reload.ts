import type { Clock } from "../domain/terms/clock";
import { loadConfigAside } from "./aside/load-config-aside";
import type { LoadedConfig, LoadResult } from "../config/load";
import type { FixedConfig } from "./restart-findings";
import { SharedRuns } from "./shared-runs";
import type { Environment } from "../config/tokens";

/** What a reloader needs. */
export interface ReloaderOptions {
  /** The file, as the operator gave it. */
  readonly path: string;
  /** The process's environment, for tokens whose secret is in a variable. */
  readonly env: Environment;
  readonly clock: Clock;
  /** What the program started with. */
  readonly initial: LoadedConfig;
}

/**
 * Holds the configuration that is in force and re-reads it on request. A configuration with problems changes nothing.
 * What a new one means for the running program is for the caller to carry out.
 */
export class ConfigReloader {
  readonly #options: ReloaderOptions;
  #current: LoadedConfig;
  #lastReloadSuccessful = true;
  #lastSuccessAtNs: bigint;
  readonly #counts = { succeeded: 0, failed: 0 };
  readonly #reads = new SharedRuns(() => this.#reload());

  /** Counts `initial` as a success, now. */
  constructor(options: ReloaderOptions) {
    this.#options = options;
    this.#current = options.initial;
    this.#lastSuccessAtNs = options.clock().wallNs;
  }

  /** The last configuration without problems. */
  get current(): LoadedConfig {
    return this.#current;
  }

  /** Whether the last attempt succeeded; true before the first. */
  get lastReloadSuccessful(): boolean {
    return this.#lastReloadSuccessful;
  }

  /** Attempts since the start, by whether they succeeded. */
  get counts(): Readonly<Record<"succeeded" | "failed", number>> {
    return this.#counts;
  }

  /** Nanoseconds since the epoch: when a configuration was last loaded without problems. */
  get lastSuccessAtNs(): bigint {
    return this.#lastSuccessAtNs;
  }

  /**
   * Re-reads the file and its secrets. One read runs at a time; requests that arrive meanwhile share the next one, which
   * begins after all of them, so that each sees what was written before it asked.
   *
   * @throws nothing that the configuration, its files or the environment can cause: those are problems.
   */
  reload(): Promise<LoadResult> {
    return this.#reads.run();
  }

  /** No more than that: it may have to reach another thread. */
  #inForce(): FixedConfig {
    const { storage, recording, nats, http } = this.#current.config;
    return { storage, recording, nats, http };
  }

  async #reload(): Promise<LoadResult> {
    const { path, env, clock } = this.#options;
    const result = await loadConfigAside(path, {
      env,
      // A file that was there and is gone is a mistake; the defaults in its place would drop every shard.
      optional: !this.#current.fromFile,
      inForce: this.#inForce(),
    });
    this.#lastReloadSuccessful = result.ok;
    this.#counts[result.ok ? "succeeded" : "failed"] += 1;
    if (result.ok) {
      this.#current = result.value;
      this.#lastSuccessAtNs = clock().wallNs;
    }
    return result;
  }
}
