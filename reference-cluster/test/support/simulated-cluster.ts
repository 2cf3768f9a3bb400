import { createHash } from "node:crypto";
import { pino } from "pino";
import { defaultClusterSettings } from "./default-cluster-settings";
import type { ClusterSettings } from "../../cluster/cluster-settings";
import { ReferenceCluster } from "../../cluster/reference-cluster";
import type { Replica } from "../../cluster/replica";
import { FaultBoard } from "../../faults/fault-board";
import type { ActiveFault } from "../../faults/fault-board";
import { clusterLayout } from "../../layout";
import { OperationBoard } from "../../operations/operation-board";
import { FakeScheduler } from "./fake-scheduler";
import { temporaryDirectories } from "./temporary-directories";
import { FakeExporter } from "./fake-exporter";

export const [US_EAST, EU_WEST, AP_SOUTH] = [0, 1, 2];

/**
 * A whole cluster on a clock that the test moves, with two shards for each region. It has few signals and no sessions, for
 * they cost far more processor time than all that most tests are about; a test that is about them asks for more.
 */
export class SimulatedCluster {
  readonly scheduler = new FakeScheduler();
  readonly exporter = new FakeExporter();
  cluster: ReferenceCluster;
  faults: FaultBoard;
  operations: OperationBoard;
  readonly #settings: ClusterSettings;

  constructor(dataDirectory: string, settings: Partial<ClusterSettings> = {}) {
    this.#settings = {
      ...defaultClusterSettings(dataDirectory),
      layout: clusterLayout(undefined, 2),
      workload: { signalsPerSecond: 120, entityCount: 600, seed: 1 },
      sessionClients: 0,
      ...settings,
    };
    this.cluster = this.#newCluster();
    this.faults = this.#newFaults();
    this.operations = this.#newOperations();
  }

  /** The whole process dies, and another one goes on from what lies on disk: only the faults are gone. */
  restart(): void {
    this.stop();
    this.cluster = this.#newCluster();
    this.faults = this.#newFaults();
    this.operations = this.#newOperations();
    this.cluster.start();
    this.operations.resume();
  }

  /** Nothing is written that was not on disk before: it is as good as being killed. */
  stop(): void {
    this.faults.stop();
    this.operations.stop();
    this.cluster.stop();
  }

  /** The program that drives operations dies, and another one takes over from what lies on disk. */
  restartOperations(): void {
    this.operations.stop();
    this.operations = this.#newOperations();
    this.operations.resume();
  }

  #newCluster(): ReferenceCluster {
    const { scheduler, exporter } = this;
    return new ReferenceCluster(this.#settings, { scheduler, exporter, log: pino({ level: "silent" }) });
  }

  #newFaults(): FaultBoard {
    return new FaultBoard(this.cluster, this.scheduler, pino({ level: "silent" }));
  }

  #newOperations(): OperationBoard {
    const { cluster, scheduler, exporter } = this;
    return new OperationBoard({ cluster, scheduler, exporter, log: pino({ level: "silent" }) });
  }

  async live(seconds: number): Promise<void> {
    await this.scheduler.live(seconds * 1_000);
  }

  /** Puts a fault on the cluster. @throws Error when it does not begin. */
  async fault(name: string, parameters: Readonly<Record<string, string>>): Promise<ActiveFault> {
    const pending = this.faults.start(name, parameters);
    await this.live(12);
    const result = await pending;
    if (result.result !== "started") throw new Error(JSON.stringify(result));
    return result.fault;
  }

  /** Ends all faults and gives the cluster time to recover. */
  async recover(seconds = 30): Promise<void> {
    const pending = this.faults.clearAll();
    await this.live(seconds);
    await pending;
  }

  replica(shardId: number, regionId: number): Replica {
    const replica = this.cluster.fleet.find({ shardId, regionId });
    if (replica === undefined) throw new Error(`shard ${shardId} in region ${regionId} is down`);
    return replica;
  }

  /** How far a follower is behind, as the leader's last heartbeat says. */
  lag(shardId: number, follower: number): number {
    const leader = this.exporter.last(shardId, this.cluster.homeOf(shardId));
    return Number(leader.replicationLag.get(follower) ?? NaN);
  }

  /** Lets every follower catch up with the writes so far, and checks that it is then equal to its leader. */
  async expectEqualReplicas(): Promise<void> {
    this.cluster.workload.stop();
    await this.live(5);
    for (const { shardId, regionId } of this.cluster.leaderships.all()) {
      const leader = summary(this.replica(shardId, regionId));
      for (const follower of this.cluster.layout.regions) {
        expect({ shardId, ...summary(this.replica(shardId, follower.regionId)) }).toEqual({
          shardId,
          ...leader,
        });
      }
    }
  }
}

function summary({ store: { state }, divergent }: Replica): Readonly<Record<string, unknown>> {
  const bytes = state.entities.toBytes();
  const ids = new BigUint64Array(state.entities.size)
    .map((_, index) => bytes.readBigUInt64LE(index * 8))
    .sort();
  // A digest, because a thousand ids tell nobody anything in a failure.
  const entities = `${ids.length}: ${createHash("sha256").update(ids).digest("hex")}`;
  const outsideWal = createHash("sha256").update(divergent.encode()).digest("hex");
  return { applied: state.appliedSeqno, signals: state.signalsTotal, entities, outsideWal };
}

/** Started clusters for one test file; each is stopped after its test. */
export function simulatedClusters(): (settings?: Partial<ClusterSettings>) => SimulatedCluster {
  const newDirectory = temporaryDirectories();
  const started: SimulatedCluster[] = [];
  afterEach(() => {
    for (const simulated of started.splice(0)) simulated.stop();
  });
  return (settings) => {
    const simulated = new SimulatedCluster(newDirectory(), settings);
    started.push(simulated);
    simulated.cluster.start();
    return simulated;
  };
}
