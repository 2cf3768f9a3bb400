import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import { readSourceFiles } from "../config/source-files";
import type { SourceConfig } from "../config/sources";
import type { SourceEvidence } from "../domain/source-evidence";
import type { Clock } from "../domain/terms/clock";
import type { Result } from "../domain/terms/result";
import { backOffMs } from "./back-off";
import { readEntries, readHead } from "./read-document";
import type { NextTurn } from "./read-document";
import { requestDocument } from "./request-document";
import type { PollProblem } from "./request-document";
import { SnapshotOrder } from "./snapshot-order";
import { SourceTally } from "./source-tally";

/** What pollers share. */
export interface PollerTools {
  readonly evidence: SourceEvidence;
  readonly logger: Logger;
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly nextTurn: NextTurn;
  readonly userAgent: string;
}

/** Whether a poll gave evidence, false for a first document that the next one has to confirm; or why it could not. */
type PollResult = Result<boolean, PollProblem>;

/** Polls one source again and again, one poll at a time, until it is stopped. */
export class SourcePoller {
  readonly config: SourceConfig;
  readonly tally: SourceTally;
  readonly #tools: PollerTools;
  readonly #order = new SnapshotOrder();
  readonly #stop = new AbortController();
  #failures = 0;
  #ended: Promise<void> | undefined;

  constructor(config: SourceConfig, tools: PollerTools) {
    this.config = config;
    this.tally = new SourceTally(config.name);
    this.#tools = tools;
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
    const { clock, evidence, logger } = this.#tools;
    const { name } = this.config;
    const startMs = clock().monotonicMs;
    const result = await this.#poll().catch((err: unknown): PollResult => {
      logger.error({ err, source: name }, "a poll failed in a way that is a defect of this program");
      return { ok: false, error: "document", message: "the poll failed; the log says how" };
    });
    if (this.#isStopped) return;
    const { monotonicMs, wallNs } = clock();
    const seconds = (monotonicMs - startMs) / 1_000;
    if (result.ok) {
      this.#failures = 0;
      if (!result.value) return;
      evidence.answered(name);
      if (this.tally.succeeded(wallNs, seconds)) logger.info({ source: name }, "source answers");
      return;
    }
    this.#failures += 1;
    evidence.failed(name, result.error === "snapshot" ? "source_stalled" : "source_unreachable");
    if (this.tally.failed(result, seconds)) {
      logger.warn({ source: name, reason: result.error }, `source gives no evidence: ${result.message}`);
    }
  }

  get #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #run(): Promise<void> {
    const { clock, random } = this.#tools;
    while (!this.#isStopped) {
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

  async #poll(): Promise<PollResult> {
    const { clock, nextTurn, userAgent } = this.#tools;
    const secrets = await readSourceFiles(this.config);
    if (!secrets.ok)
      return { ok: false, error: "files", message: `${secrets.key.join(".")}: ${secrets.message}` };
    const asker = { userAgent, signal: this.#stop.signal };
    const body = await requestDocument(this.config, secrets.value, asker);
    if (!body.ok) return body;
    const head = await readHead(body.value, nextTurn);
    if (!head.ok) return { ok: false, error: "document", message: `no ClusterHealth: ${head.message}` };
    const { snapshotNs, regions, shards } = head.value;
    const { wallNs } = clock();
    this.tally.document(snapshotNs, wallNs, regions);
    const place = this.#order.place(snapshotNs, wallNs);
    if (place === "unconfirmed") return { ok: true, value: false };
    if (place === "not_later") {
      const message =
        "its snapshot_ns is not later than that of the answer before: what makes it stands still";
      return { ok: false, error: "snapshot", message };
    }
    return this.#takeEntries(shards, snapshotNs);
  }

  async #takeEntries(shards: Uint8Array, snapshotNs: bigint): Promise<PollResult> {
    const { evidence, logger, nextTurn } = this.#tools;
    const { name } = this.config;
    const { heartbeats } = this.tally;
    let refused: string | undefined;
    let takenCount = 0;
    const entries = await readEntries(
      shards,
      {
        take: (draft) => {
          takenCount += 1;
          heartbeats[evidence.take(name, draft, snapshotNs)] += 1;
        },
        refuse: (message) => {
          heartbeats.rejected += 1;
          refused ??= message;
        },
      },
      nextTurn,
      () => !this.#isStopped,
    );
    if (!entries.ok) return { ok: false, error: "document", message: `no ClusterHealth: ${entries.message}` };
    if (refused !== undefined && takenCount === 0)
      return { ok: false, error: "document", message: `no ClusterHealth: ${refused}` };
    if (refused !== undefined) logger.debug({ source: name }, `an entry is no heartbeat: ${refused}`);
    return { ok: true, value: true };
  }
}
