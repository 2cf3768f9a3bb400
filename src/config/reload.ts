import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../domain/clock";
import { formatByteSize } from "./byte-size";
import type { Config, HttpConfig } from "./config";
import type { ConfigFinding } from "./config-problem";
import { formatDuration } from "./duration";
import { loadConfig } from "./load";
import type { LoadedConfig, LoadResult } from "./load";
import type { Environment } from "./tokens";

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
  #running: Promise<unknown> = Promise.resolve();
  #waiting: Promise<LoadResult> | undefined;

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
    if (this.#waiting !== undefined) return this.#waiting;
    const reload = this.#running.then(() => {
      this.#waiting = undefined;
      return this.#reload();
    });
    this.#waiting = reload;
    // Only the order matters here: whoever asked for the reload gets its error.
    this.#running = reload.catch(() => undefined);
    return reload;
  }

  async #reload(): Promise<LoadResult> {
    const { path, env, clock } = this.#options;
    const result = await loadConfig(path, {
      env,
      // A file that was there and is gone is a mistake; the defaults in its place would drop every shard.
      optional: !this.#current.fromFile,
      check: (config) => restartFindings(this.#current.config, config),
    });
    this.#lastReloadSuccessful = result.ok;
    if (result.ok) {
      this.#current = result;
      this.#lastSuccessAtNs = clock().wallNs;
    }
    return result;
  }
}

/** How the limits are shown that a server takes when it begins to listen, by their key in the section `http`. */
const SERVER_LIMITS: Readonly<Record<string, (http: HttpConfig) => string>> = {
  max_header: ({ maxHeaderBytes }) => formatByteSize(maxHeaderBytes),
  header_timeout: ({ headerTimeoutMs }) => formatDuration(headerTimeoutMs),
  request_timeout: ({ requestTimeoutMs }) => formatDuration(requestTimeoutMs),
  idle_timeout: ({ idleTimeoutMs }) => formatDuration(idleTimeoutMs),
  max_connections: ({ maxConnections }) => String(maxConnections),
};

/**
 * What has changed and cannot change while the program runs: its store is open and would have to move its content, and
 * the server took its limits when it began to listen.
 */
function restartFindings(current: Config, next: Config): readonly ConfigFinding[] {
  const findings: ConfigFinding[] = [];
  if (!isDeepStrictEqual(current.storage, next.storage)) {
    const inForce = current.storage.kind === "file" ? `the file ${current.storage.path}` : "config";
    findings.push({ path: ["storage"], message: `needs a restart to change; in force is ${inForce}` });
  }
  for (const [key, show] of Object.entries(SERVER_LIMITS)) {
    const inForce = show(current.http);
    if (show(next.http) === inForce) continue;
    findings.push({ path: ["http", key], message: `needs a restart to change; in force is ${inForce}` });
  }
  return findings;
}
