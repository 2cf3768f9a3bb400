import { pino } from "pino";
import { ControlPlane } from "../../../src/domain/control-plane";
import type { RegionStatus } from "../../../src/domain/terms/cluster-health";
import type {
  ClusterSnapshot,
  FollowerLag,
  ReplicaSnapshot,
} from "../../../src/domain/terms/cluster-snapshot";
import type { RegionTransition } from "../../../src/domain/regions/region-transitions";
import { plannedChange } from "../../../src/domain/maintenance/planned-change";
import { ReplicationLagGauge } from "../../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../../src/domain/placement/tenant-router";
import { Topology } from "../../../src/domain/membership/topology";
import { defaultClusterSettings } from "./default-cluster-settings";
import { ReferenceCluster } from "../../cluster/reference-cluster";
import { FaultBoard } from "../../faults/fault-board";
import type {
  ExporterClient,
  HeartbeatAnswer,
  PlannedWork,
  TopologyAnswer,
  WorkAnswer,
} from "../../heartbeats/exporter-client";
import { clusterLayout } from "../../layout";
import { OperationBoard } from "../../operations/operation-board";
import { parseHeartbeats } from "../../../test/support/wire/parse-heartbeats";
import { FakeScheduler } from "./fake-scheduler";
import { temporaryDirectories } from "./temporary-directories";

/**
 * A reference cluster (us-east 0, eu-west 1, ap-south 2, two shards each: shard 2r and 2r + 1 at home in region r) and a
 * control plane that watches it, in one process, on a clock that the test moves. Heartbeats go through the wire format.
 */
export class SimulatedWatch implements ExporterClient {
  readonly scheduler = new FakeScheduler();
  readonly transitions: RegionTransition[] = [];
  readonly #cluster: ReferenceCluster;
  readonly #faults: FaultBoard;
  readonly operations: OperationBoard;
  #controlPlane: ControlPlane;

  constructor(dataDirectory: string) {
    const log = pino({ enabled: false });
    const layout = clusterLayout(undefined, 2);
    const workload = { signalsPerSecond: 120, entityCount: 600, seed: 1 };
    const settings = { ...defaultClusterSettings(dataDirectory), layout, workload, sessionClients: 0 };
    this.#cluster = new ReferenceCluster(settings, { scheduler: this.scheduler, exporter: this, log });
    this.#faults = new FaultBoard(this.#cluster, this.scheduler, log);
    this.operations = new OperationBoard({
      cluster: this.#cluster,
      scheduler: this.scheduler,
      exporter: this,
      log,
    });
    this.#controlPlane = this.#newControlPlane();
    this.scheduler.every(1_000, () => this.#controlPlane.tick());
    this.#cluster.start();
  }

  /** Lets both live for a while. */
  live(seconds: number): Promise<void> {
    return this.scheduler.live(seconds * 1_000);
  }

  /** Puts a fault on the cluster. @throws Error when it does not begin. */
  async fault(name: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    const { result } = await this.#liveUntil(this.#faults.start(name, parameters));
    if (result !== "started") throw new Error(`${name}: ${result}`);
  }

  /** Ends every fault. */
  async repair(): Promise<void> {
    await this.#liveUntil(this.#faults.clearAll());
  }

  /** Starts the control plane anew: it has the topology, and has heard nobody. */
  restartControlPlane(): void {
    this.#controlPlane = this.#newControlPlane();
    this.#controlPlane.tick();
  }

  /** The one that watches now. */
  get controlPlane(): ControlPlane {
    return this.#controlPlane;
  }

  stop(): void {
    this.operations.stop();
    this.#cluster.stop();
  }

  get snapshot(): ClusterSnapshot {
    return this.#controlPlane.snapshot();
  }

  /** State by region name. */
  get states(): Readonly<Record<string, RegionStatus>> {
    return Object.fromEntries(this.snapshot.regions.map(({ name, state }) => [name, state]));
  }

  /** What the log would show since the last call: "us-east Healthy -> Degraded". */
  takeTransitions(): readonly string[] {
    return this.transitions.splice(0).map(({ name, from, to }) => `${name} ${from} -> ${to}`);
  }

  replica(shardId: number, regionId: number): ReplicaSnapshot | undefined {
    return [...this.snapshot.replicas].find(
      (replica) => replica.shardId === shardId && replica.regionId === regionId,
    );
  }

  /** How far a follower is behind a shard's replica, as the control plane has it. @throws Error when it has nothing. */
  lag(shardId: number, regionId: number, follower: number): FollowerLag {
    const found = this.replica(shardId, regionId)?.followers.find(
      ({ followerId }) => followerId === follower,
    );
    if (!found) throw new Error(`no lag of region ${follower} behind shard ${shardId} in region ${regionId}`);
    return found;
  }

  postHeartbeats(body: string, contentType: string): Promise<HeartbeatAnswer> {
    const batch = parseHeartbeats(
      Buffer.from(body),
      contentType === "application/json" ? "json" : "ndjson",
      1_000,
    );
    if (!batch.ok) throw new Error(batch.message);
    const counts = { accepted: 0, stale: 0, retired: 0, rejected: 0 };
    for (const heartbeat of batch.heartbeats) {
      if (!heartbeat.ok) throw new Error(heartbeat.message);
      counts[this.#controlPlane.recordShardHeartbeat(heartbeat.value).result] += 1;
    }
    return Promise.resolve({ ok: true, ...counts });
  }

  putShard(shardId: number, regionId: number): Promise<TopologyAnswer> {
    this.#controlPlane.updateTopology({ shardId, regionId });
    return Promise.resolve({ result: "updated" });
  }

  announceWork(work: PlannedWork): Promise<WorkAnswer> {
    const { maintenance, settings } = this.#controlPlane;
    const request = { ...work, by: "reference-cluster" };
    const { outcome, windows } = plannedChange(maintenance, request, this.scheduler.wallNs(), settings);
    if (windows === undefined) return Promise.resolve({ result: "refused", message: outcome.kind });
    maintenance.replace(windows);
    return Promise.resolve({ result: "done" });
  }

  endWork(id: string): Promise<WorkAnswer> {
    const { maintenance } = this.#controlPlane;
    maintenance.replace(maintenance.without(id, this.scheduler.wallNs()));
    return Promise.resolve({ result: "done" });
  }

  close(): void {
    // Nothing is under way that could be given up.
  }

  /** Some faults take a while to begin or to end, a move waits until the new home has caught up. */
  async #liveUntil<Result>(pending: Promise<Result>): Promise<Result> {
    const settled = pending.then(() => true);
    const notYet = this.live(0).then(() => false);
    while (!(await Promise.race([settled, notYet]))) await this.live(0.1);
    return pending;
  }

  #newControlPlane(): ControlPlane {
    const { regions, shards } = this.#cluster.layout;
    const topology = new Topology(shards);
    const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
      clock: () => ({ monotonicMs: this.scheduler.monotonicMs(), wallNs: this.scheduler.wallNs() }),
      regionNames: new Map(regions.map(({ regionId, name }) => [regionId, name])),
    });
    controlPlane.onTransition((transition) => this.transitions.push(transition));
    return controlPlane;
  }
}

/** Hands each test a watch of its own that has lived for 20 s, long enough for all regions to be Healthy. */
export function eachTestWatches(receive: (watch: SimulatedWatch) => void): void {
  const directory = temporaryDirectories();
  let watch: SimulatedWatch | undefined;
  beforeEach(async () => {
    watch = new SimulatedWatch(directory());
    await watch.live(20);
    watch.takeTransitions();
    receive(watch);
  });
  afterEach(() => watch?.stop());
}
