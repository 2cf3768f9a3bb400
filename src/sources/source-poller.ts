import type { SourceConfig } from "../config/sources";
import type { SourceEvidence } from "../domain/source-evidence";
import type { Result } from "../domain/terms/result";
import type { ClusterHealthHead } from "../wire/shapes/cluster-health-head";
import { Poller } from "./poller";
import type { PollerTools } from "./poller";
import { readEntries } from "./read-document";
import type { PollProblem } from "./request-document";
import { SnapshotOrder } from "./snapshot-order";
import { SourceTally } from "./source-tally";

/** What polling sources takes. */
export interface SourcePollerTools extends PollerTools {
  readonly evidence: SourceEvidence;
}

/** Whether a poll gave evidence, false for a first document that the next one has to confirm; or why it could not. */
type PollResult = Result<boolean, PollProblem>;

/** Polls one source again and again, and gives its evidence to the control plane. */
export class SourcePoller extends Poller<boolean> {
  protected readonly kind = "source";
  readonly tally: SourceTally;
  readonly #tools: SourcePollerTools;
  readonly #order = new SnapshotOrder();

  constructor(config: SourceConfig, tools: SourcePollerTools) {
    super(config, tools);
    this.tally = new SourceTally(config.name);
    this.#tools = tools;
  }

  protected async read({ snapshotNs, regions, shards }: ClusterHealthHead): Promise<PollResult> {
    const { wallNs } = this.#tools.clock();
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

  protected note(result: PollResult, seconds: number): void {
    const { clock, evidence, logger } = this.#tools;
    const { name } = this.config;
    if (result.ok) {
      if (!result.value) return;
      evidence.answered(name);
      if (this.tally.succeeded(clock().wallNs, seconds)) logger.info({ source: name }, "source answers");
      return;
    }
    evidence.failed(name, result.error === "snapshot" ? "source_stalled" : "source_unreachable");
    if (this.tally.failed(result, seconds)) {
      logger.warn({ source: name, reason: result.error }, `source gives no evidence: ${result.message}`);
    }
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
      () => !this.isStopped,
    );
    if (!entries.ok) return { ok: false, error: "document", message: `no ClusterHealth: ${entries.message}` };
    if (refused !== undefined && takenCount === 0)
      return { ok: false, error: "document", message: `no ClusterHealth: ${refused}` };
    if (refused !== undefined) logger.debug({ source: name }, `an entry is no heartbeat: ${refused}`);
    return { ok: true, value: true };
  }
}
