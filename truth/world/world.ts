import { Cluster } from "./cluster";
import { Exporter } from "./exporter";
import { Harms } from "./harms";
import { heartbeatOf } from "./heartbeat";
import { Network } from "./network";
import type { Random } from "./random";
import { Arrivals } from "./arrivals";
import { HEARTBEAT_MS, STEP_MS } from "./shape";
import type { Shape } from "./shape";
import type { ShardStats } from "../../src/domain/terms/shard-stats";

/** What an episode's world is made with. */
export interface WorldOptions {
  readonly shape: Shape;
  readonly random: Random;
  readonly lengthMs: number;
  readonly exporters: number;
  readonly offlineAfterMs: number;
}

/** Told of every heartbeat that reaches an exporter that runs, and when it was really sent. */
export type ArrivalListener = (exporter: number, stats: ShardStats, atMs: number) => void;

/** A cluster, the ways to its exporters, and the exporters, in virtual time. */
export class World {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly exporters: readonly Exporter[];
  readonly random: Random;
  readonly harms = new Harms();
  /** Silence after which exporters call a replica Offline. */
  readonly offlineAfterMs: number;
  readonly #events = new Arrivals<() => void>();
  onArrival: ArrivalListener = () => undefined;

  constructor({ shape, random, lengthMs, exporters, offlineAfterMs }: WorldOptions) {
    this.random = random;
    this.offlineAfterMs = offlineAfterMs;
    this.cluster = new Cluster(shape, random, Math.ceil(lengthMs / STEP_MS) + 2);
    this.network = new Network(random, exporters, shape.regions);
    const knowsTopology = random.chance(0.5);
    const keepsState = random.chance(0.7);
    const { homes } = this.cluster;
    this.exporters = Array.from(
      { length: exporters },
      () => new Exporter({ homes, knowsTopology, keepsState, offlineAfterMs }),
    );
  }

  get nowMs(): number {
    return this.cluster.nowMs;
  }

  /** Does something some time from now. */
  after(milliseconds: number, act: () => void): void {
    this.#events.add(this.nowMs + milliseconds, act);
  }

  /** Goes on by one step: what is due happens, logs grow, heartbeats are sent and arrive. */
  advance(): void {
    this.cluster.advance();
    const { nowMs } = this;
    for (let due = this.#events.takeBy(nowMs); due; due = this.#events.takeBy(nowMs)) due.what();
    for (const replica of this.cluster.replicas) {
      if (!replica.isAlive || replica.nextHeartbeatMs > nowMs) continue;
      const stats = heartbeatOf(this.cluster, replica, nowMs);
      replica.heartbeatSeq += 1;
      replica.nextHeartbeatMs += HEARTBEAT_MS + this.random.between(-100, 100);
      if (replica.nextHeartbeatMs <= nowMs) replica.nextHeartbeatMs = nowMs + HEARTBEAT_MS;
      if (stats !== undefined) this.network.send(stats, nowMs);
    }
    this.#deliver(nowMs);
    if (nowMs % 1000 === 0) for (const exporter of this.exporters) exporter.tick(nowMs);
  }

  #deliver(nowMs: number): void {
    const { arrivals } = this.network;
    for (let due = arrivals.takeBy(nowMs); due; due = arrivals.takeBy(nowMs)) {
      const { exporter, stats } = due.what;
      this.exporters[exporter]!.receive(stats, due.atMs);
      if (this.exporters[exporter]!.isRunning) this.onArrival(exporter, stats, due.atMs);
    }
  }
}
