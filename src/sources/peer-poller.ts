import { setTimeout as wait } from "node:timers/promises";
import { readSourceFiles } from "../config/source-files";
import type { PeerConfig } from "../config/peers";
import type { RegionHealth } from "../domain/terms/cluster-health";
import type { RegionId } from "../domain/terms/ids";
import type { PeerReading } from "../domain/terms/peer-reading";
import type { Result } from "../domain/terms/result";
import { backOffMs } from "./back-off";
import { readHead } from "./read-document";
import { requestDocument } from "./request-document";
import type { PollProblem } from "./request-document";
import { SnapshotOrder } from "./snapshot-order";
import type { PollerTools } from "./source-poller";

type View = ReadonlyMap<RegionId, RegionHealth>;

const NOTHING: View = new Map();

/** Asks one peer for its view again and again, one request at a time, until it is stopped. Takes nothing over. */
export class PeerPoller {
  readonly config: PeerConfig;
  readonly #tools: Omit<PollerTools, "evidence">;
  readonly #stop = new AbortController();
  #order = new SnapshotOrder();
  #failures = 0;
  #reading: PeerReading;
  #ended: Promise<void> | undefined;

  constructor(config: PeerConfig, tools: Omit<PollerTools, "evidence">) {
    this.config = config;
    this.#tools = tools;
    const { name } = config;
    const problem = "it has not answered yet";
    this.#reading = { name, isUp: false, lastSuccessNs: undefined, problem, regions: NOTHING };
  }

  /** As of the last poll. */
  get reading(): PeerReading {
    return this.#reading;
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
    const { name } = this.config;
    const result = await this.#poll().catch((err: unknown): Result<View, PollProblem> => {
      logger.error({ err, peer: name }, "a poll failed in a way that is a defect of this program");
      return { ok: false, error: "document", message: "the poll failed; the log says how" };
    });
    if (this.#isStopped) return;
    const before = this.#reading;
    if (result.ok) {
      this.#failures = 0;
      if (!before.isUp) logger.info({ peer: name }, "peer answers");
      const lastSuccessNs = clock().wallNs;
      this.#reading = { name, isUp: true, lastSuccessNs, problem: undefined, regions: result.value };
      return;
    }
    this.#failures += 1;
    const problem = result.message;
    if (before.isUp || before.problem !== problem)
      logger.warn({ peer: name, reason: result.error }, `peer does not tell what it sees: ${problem}`);
    this.#reading = { ...before, isUp: false, problem, regions: NOTHING };
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

  async #poll(): Promise<Result<View, PollProblem>> {
    const { clock, nextTurn, userAgent } = this.#tools;
    const secrets = await readSourceFiles(this.config);
    if (!secrets.ok)
      return { ok: false, error: "files", message: `${secrets.key.join(".")}: ${secrets.message}` };
    const body = await requestDocument(this.config, secrets.value, { userAgent, signal: this.#stop.signal });
    if (!body.ok) return body;
    const head = await readHead(body.value, nextTurn);
    if (!head.ok) return { ok: false, error: "document", message: `no ClusterHealth: ${head.message}` };
    const { snapshotNs, regions } = head.value;
    if (this.#order.place(snapshotNs, clock().wallNs) !== "not_later") return { ok: true, value: regions };
    const message =
      "its snapshot_ns is not later than that of the answer before: something answers in its place";
    return { ok: false, error: "snapshot", message };
  }
}
