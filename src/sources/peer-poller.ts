import type { PeerConfig } from "../config/peers";
import type { RegionHealth } from "../domain/terms/cluster-health";
import type { RegionId } from "../domain/terms/ids";
import type { PeerReading } from "../domain/terms/peer-reading";
import type { Result } from "../domain/terms/result";
import type { ClusterHealthHead } from "../wire/shapes/cluster-health-head";
import { Poller } from "./poller";
import type { PollerTools } from "./poller";
import type { PollProblem } from "./request-document";
import { SnapshotOrder } from "./snapshot-order";

type View = ReadonlyMap<RegionId, RegionHealth>;

const NOTHING: View = new Map();

/** Asks one peer for its view again and again. Takes nothing over. */
export class PeerPoller extends Poller<View> {
  protected readonly kind = "peer";
  readonly #tools: PollerTools;
  readonly #order = new SnapshotOrder();
  #reading: PeerReading;

  constructor(config: PeerConfig, tools: PollerTools) {
    super(config, tools);
    this.#tools = tools;
    const problem = "it has not answered yet";
    this.#reading = {
      name: config.name,
      isUp: false,
      lastSuccessNs: undefined,
      problem,
      regions: NOTHING,
    };
  }

  /** As of the last poll. */
  get reading(): PeerReading {
    return this.#reading;
  }

  protected read({ snapshotNs, regions }: ClusterHealthHead): Promise<Result<View, PollProblem>> {
    const isLater = this.#order.place(snapshotNs, this.#tools.clock().wallNs) !== "not_later";
    const message =
      "its snapshot_ns is not later than that of the answer before: something answers in its place";
    return Promise.resolve(
      isLater ? { ok: true, value: regions } : { ok: false, error: "snapshot", message },
    );
  }

  protected note(result: Result<View, PollProblem>): void {
    const { clock, logger } = this.#tools;
    const { name } = this.config;
    const before = this.#reading;
    if (result.ok) {
      if (!before.isUp) logger.info({ peer: name }, "peer answers");
      const lastSuccessNs = clock().wallNs;
      this.#reading = { name, isUp: true, lastSuccessNs, problem: undefined, regions: result.value };
      return;
    }
    const problem = result.message;
    if (before.isUp || before.problem !== problem)
      logger.warn({ peer: name, reason: result.error }, `peer does not tell what it sees: ${problem}`);
    this.#reading = { ...before, isUp: false, problem, regions: NOTHING };
  }
}
