import { ControlPlane, ReplicationLagGauge, TenantRouter, Topology } from "../../src/index";
import type { Clock, Incident, RegionStatus } from "../../src/index";
import { takeAllSteps } from "../../src/domain/columns/take-all-steps";
import type { KeptMembership } from "../../src/domain/membership/membership-record";
import type { ShardStats } from "../../src/domain/terms/shard-stats";
import type { Recollection } from "../../src/domain/terms/recollection";
import { Exposition } from "../../src/metrics/exposition";
import { noRefusals } from "../../src/metrics/terms/refusal-counts";
import { EPOCH_MS, REGION_NAMES } from "./shape";

/** What an exporter is started with. */
export interface ExporterOptions {
  readonly homes: readonly number[];
  /** Whether its configuration names the topology. */
  readonly knowsTopology: boolean;
  /** Whether it keeps its membership over a restart. */
  readonly keepsState: boolean;
  readonly offlineAfterMs: number;
}

/** Its two files. */
interface Kept {
  readonly membership: KeptMembership;
  readonly heard: Recollection;
  readonly atMs: number;
}

/** The real control plane and its exposition in a process that can be stopped, started, stalled and throttled. */
export class Exporter {
  readonly #options: ExporterOptions;
  #controlPlane!: ControlPlane;
  #exposition!: Exposition;
  #nowMs = 0;
  #startedMs = 0;
  #waiting: ShardStats[] = [];
  #kept: Kept | undefined;
  readonly #named: readonly { readonly shardId: number; readonly regionId: number }[];
  states = new Map<number, RegionStatus>();
  isRunning = true;
  /** It does nothing until then. */
  stalledUntilMs = 0;
  isThrottled = false;
  wallStepMs = 0;
  /** Whether Prometheus cannot reach it. */
  isUnreachable = false;

  constructor(options: ExporterOptions) {
    this.#options = options;
    this.#named = options.knowsTopology
      ? options.homes.map((regionId, shardId) => ({ shardId, regionId }))
      : [];
    this.start(0);
  }

  get controlPlane(): ControlPlane {
    return this.#controlPlane;
  }

  get startedMs(): number {
    return this.#startedMs;
  }

  start(atMs: number): void {
    this.isRunning = true;
    this.#nowMs = atMs;
    this.#startedMs = atMs;
    this.#waiting = [];
    const clock: Clock = () => ({
      monotonicMs: this.#nowMs - this.#startedMs,
      wallNs: BigInt(Math.round(EPOCH_MS + this.#nowMs + this.wallStepMs)) * 1_000_000n,
    });
    const kept = this.#kept;
    const topology = new Topology(kept?.membership.shards ?? this.#named);
    this.#controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
      clock,
      workedMs: () => 0,
      regionNames: new Map(REGION_NAMES.map((name, id) => [id, name])),
      offlineAfterMs: this.#options.offlineAfterMs,
    });
    if (kept !== undefined) {
      const { membershipRecord, recollections } = this.#controlPlane;
      membershipRecord.restore(kept.membership.retired, kept.membership.known);
      recollections.restore(kept.heard, { ms: atMs - kept.atMs, unkeptMs: 0 });
    }
    this.#exposition = expositionOf(this.#controlPlane, clock);
    this.states = new Map();
    this.#controlPlane.onTransition(({ regionId, to }) => this.states.set(regionId, to));
  }

  stop(): void {
    if (!this.isRunning) return;
    if (this.#options.keepsState) {
      const { membershipRecord, recollections } = this.#controlPlane;
      const heard = { replicas: [...recollections.replicas()].flat(), incidents: recollections.incidents };
      this.#kept = { membership: takeAllSteps(membershipRecord.presentInSteps()), heard, atMs: this.#nowMs };
    }
    this.isRunning = false;
  }

  move(shardId: number, regionId: number): void {
    if (this.isRunning && this.#options.knowsTopology)
      this.#controlPlane.updateTopology({ shardId, regionId });
  }

  receive(stats: ShardStats, atMs: number): void {
    if (!this.isRunning) return;
    if (atMs < this.stalledUntilMs) {
      this.#waiting.push(stats);
      return;
    }
    this.#wake(atMs);
    this.#controlPlane.recordShardHeartbeat(stats);
  }

  tick(atMs: number): void {
    if (!this.isRunning || atMs < this.stalledUntilMs) return;
    this.#wake(atMs);
    this.#controlPlane.tick();
    if (this.isThrottled) this.stalledUntilMs = atMs + 2900;
  }

  incidents(): readonly Incident[] {
    return this.isRunning ? this.#controlPlane.totals().incidents : [];
  }

  /** What a scrape gets; undefined when it gets nothing in time. */
  async scrape(atMs: number): Promise<string | undefined> {
    if (!this.isRunning || this.isUnreachable || this.stalledUntilMs > atMs + 10_000) return undefined;
    if (atMs >= this.stalledUntilMs) this.#nowMs = atMs;
    const { chunks } = await this.#exposition.render({ format: "text" });
    const parts: Buffer[] = [];
    for (const chunk of chunks) parts.push(Buffer.from(chunk));
    return Buffer.concat(parts).toString("utf8");
  }

  /** What waited in the sockets is taken in before anything else. */
  #wake(atMs: number): void {
    this.#nowMs = atMs;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const stats of waiting) this.#controlPlane.recordShardHeartbeat(stats);
  }
}

function expositionOf(controlPlane: ControlPlane, clock: Clock): Exposition {
  return new Exposition({
    totals: () => controlPlane.totals(),
    replicas: controlPlane.replicas,
    programStatus: () => ({
      version: "1.0.0",
      revision: "truth",
      nodeVersion: "v20.0.0",
      configReloadSuccessful: true,
      configReloadSuccessAtNs: 0n,
      refusals: noRefusals(),
      logLinesLost: 0,
    }),
    detail: "follower",
    clock,
    nextTurn: () => Promise.resolve(),
  });
}
