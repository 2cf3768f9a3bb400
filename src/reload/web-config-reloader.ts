import { loadWebConfigAside } from "./aside/load-web-config-aside";
import type { ConfigProblem } from "../strict-yaml/config-problem";
import { fingerprintOf } from "../web-config/file-reads";
import type { WebConfigLoad, WebConfigResult } from "../web-config/load-web-config";
import type { WebConfig } from "../web-config/web-config";
import { SerialQueue } from "../concurrency/serial-queue";

/** A web configuration that was loaded without problems. */
export type LoadedWebConfig = Extract<WebConfigResult, { readonly ok: true }>;

/**
 * Holds the web configuration that is in force and reads it again, when told to and when its files have changed. One with
 * problems changes nothing. What a new one means for the running program is for the caller to carry out.
 */
export class WebConfigReloader {
  readonly #path: string;
  #current: LoadedWebConfig;
  #paths: readonly string[];
  /** What was found at the last look, and what was found at the last load. */
  #seen: string;
  #judged: string;
  #lastReloadSuccessful = true;
  /** One read at a time, in the order in which they were asked for. */
  readonly #reads = new SerialQueue();

  /**
   * @param path of the file, as the operator gave it.
   * @param initial what the program started with.
   */
  constructor(path: string, initial: WebConfigLoad & { readonly result: LoadedWebConfig }) {
    this.#path = path;
    this.#current = initial.result;
    this.#paths = initial.reads.paths;
    this.#seen = this.#judged = initial.reads.fingerprint;
  }

  /** The last configuration without problems. */
  get current(): WebConfig {
    return this.#current.value;
  }

  /** Whether what was last found in the files is in force; true before anything changed. */
  get lastReloadSuccessful(): boolean {
    return this.#lastReloadSuccessful;
  }

  /** Reads the files again, whether they have changed or not. */
  reload(): Promise<WebConfigResult> {
    return this.#reads.run(() => this.#reload());
  }

  /**
   * Looks whether the files have changed, and loads them when they have. A change counts when two looks in a row find the
   * same: the first may fall between the two files of a key pair, or into the middle of a write.
   *
   * @returns undefined when there is nothing new.
   */
  reloadIfChanged(): Promise<WebConfigResult | undefined> {
    return this.#reads.run(async () => {
      const found = await fingerprintOf(this.#paths);
      const isSettled = found === this.#seen;
      this.#seen = found;
      return isSettled && found !== this.#judged ? this.#reload() : undefined;
    });
  }

  async #reload(): Promise<WebConfigResult> {
    const { result: loaded, reads } = await loadWebConfigAside(this.#path);
    this.#paths = reads.paths;
    this.#seen = this.#judged = reads.fingerprint;
    const result = loaded.ok ? this.#checked(loaded) : loaded;
    this.#lastReloadSuccessful = result.ok;
    if (result.ok) this.#current = result;
    return result;
  }

  /** Refuses what could only be a mistake, and would open what is protected now. */
  #checked(loaded: LoadedWebConfig): WebConfigResult {
    if (this.#current.value.tls && !loaded.value.tls) {
      return this.#refuse(
        "has no tls_server_config any more; encryption needs a restart to be switched off, since clients would go on to send passwords and tokens",
      );
    }
    return loaded;
  }

  #refuse(message: string): WebConfigResult {
    const problem: ConfigProblem = { file: this.#path, path: "", line: 0, column: 0, message };
    return { ok: false, problems: [problem] };
  }
}
