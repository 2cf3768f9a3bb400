import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import type { SourceConfig } from "../config/sources";
import type { Clock } from "../domain/terms/clock";
import type { Result } from "../domain/terms/result";
import type { ClusterHealthHead } from "../wire/shapes/cluster-health-head";
import { backOffMs } from "./back-off";
import { readHead } from "./read-document";
import type { NextTurn } from "./read-document";
import { requestDocument } from "./request-document";
import type { PollProblem } from "./request-document";
import { SourceFiles } from "./source-files";

/** What polling takes. */
export interface PollerTools {
  readonly logger: Logger;
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly nextTurn: NextTurn;
  readonly userAgent: string;
}

/** Polls one document again and again, one poll at a time, until it is stopped. `T` is what a poll that succeeded gives. */
export abstract class Poller<T> {
  readonly config: SourceConfig;
  readonly #tools: PollerTools;
  readonly #files: SourceFiles;
  readonly #stop = new AbortController();
  #failures = 0;
  #ended: Promise<void> | undefined;

  constructor(config: SourceConfig, tools: PollerTools) {
    this.config = config;
    this.#tools = tools;
    this.#files = new SourceFiles(config);
  }

  /** What is polled, as the log calls it. */
  protected abstract readonly kind: "source" | "peer";

  /** Takes in a document, which has been cut and whose head is right. */
  protected abstract read(head: ClusterHealthHead): Promise<Result<T, PollProblem>>;

  /** Takes note of what came of a poll, and of how long it took. */
  protected abstract note(result: Result<T, PollProblem>, seconds: number): void;

  protected get isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Begins with a poll at once. Does not keep the process alive by itself. */
  start(): void {
    this.#ended ??= this.#run();
  }

  /** Resolves when no poll is under way any more, and none will be. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  /** Polls once, and takes note of what came of it. Never rejects. */
  async poll(): Promise<void> {
    const { clock, logger } = this.#tools;
    const startMs = clock().monotonicMs;
    const result = await this.#poll().catch((err: unknown): Result<T, PollProblem> => {
      logger.error(
        { err, [this.kind]: this.config.name },
        "a poll failed in a way that is a defect of this program",
      );
      return { ok: false, error: "document", message: "the poll failed; the log says how" };
    });
    if (this.isStopped) return;
    this.#failures = result.ok ? 0 : this.#failures + 1;
    this.note(result, (clock().monotonicMs - startMs) / 1_000);
  }

  async #run(): Promise<void> {
    const { clock, random } = this.#tools;
    while (!this.isStopped) {
      const startMs = clock().monotonicMs;
      await this.poll();
      const elapsedMs = clock().monotonicMs - startMs;
      const delayMs = backOffMs(this.config.intervalMs, this.#failures, random()) - elapsedMs;
      try {
        await wait(Math.max(0, delayMs), undefined, { signal: this.#stop.signal, ref: false });
      } catch {
        // Stopped.
      }
    }
  }

  async #poll(): Promise<Result<T, PollProblem>> {
    const { nextTurn, userAgent } = this.#tools;
    const { signal } = this.#stop;
    const secrets = await this.#files.read(signal);
    if (!secrets.ok) return secrets;
    const asker = { userAgent, signal };
    const body = await requestDocument(this.config, secrets.value, asker);
    if (!body.ok) return body;
    const head = await readHead(body.value, nextTurn);
    if (!head.ok) return { ok: false, error: "document", message: `no ClusterHealth: ${head.message}` };
    return this.read(head.value);
  }
}
