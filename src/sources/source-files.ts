import { readSourceFiles } from "../config/source-files";
import type { SourceSecrets, SourceSecretsResult } from "../config/source-files";
import type { SourceConfig } from "../config/sources";
import type { Result } from "../domain/terms/result";
import type { PollProblem } from "./request-document";

const NO_ANSWER: Result<SourceSecrets, PollProblem> = {
  ok: false,
  error: "files",
  message: "its files cannot be read: their disk does not answer",
};

/**
 * The files of one source, read anew for each poll. A disk that does not answer, as a network's may, holds up one poll for as long
 * as a poll may take, and one reading for as long as it likes: no other is begun meanwhile, for each has a thread, and there are four.
 */
export class SourceFiles {
  readonly #config: SourceConfig;
  readonly #read: typeof readSourceFiles;
  #isReading = false;

  /** @param read - what they hold, whenever that is known. */
  constructor(config: SourceConfig, read = readSourceFiles) {
    this.#config = config;
    this.#read = read;
  }

  /**
   * What they hold, or why that is not known in time.
   *
   * @param signal - ends the wait when the poll is no longer of use.
   */
  async read(signal: AbortSignal): Promise<Result<SourceSecrets, PollProblem>> {
    if (this.#isReading) return NO_ANSWER;
    this.#isReading = true;
    const read = await this.#inTime(this.#whole(), signal);
    if (read === undefined) return NO_ANSWER;
    return read.ok ? read : { ok: false, error: "files", message: `${read.key.join(".")}: ${read.message}` };
  }

  async #whole(): Promise<SourceSecretsResult> {
    try {
      return await this.#read(this.#config);
    } finally {
      this.#isReading = false;
    }
  }

  #inTime(
    reading: Promise<SourceSecretsResult>,
    signal: AbortSignal,
  ): Promise<SourceSecretsResult | undefined> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        end();
        resolve(undefined);
      };
      const timer = setTimeout(giveUp, this.#config.timeoutMs).unref();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", giveUp);
      };
      signal.addEventListener("abort", giveUp);
      reading.finally(end).then(resolve, reject);
      if (signal.aborted) giveUp();
    });
  }
}
