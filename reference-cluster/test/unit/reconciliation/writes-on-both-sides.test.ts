import { someTests } from "../../../../test/support/property-runs";
import { AP_SOUTH, EU_WEST, simulatedClusters, US_EAST } from "../../support/simulated-cluster";
import type { SimulatedCluster } from "../../support/simulated-cluster";

const start = simulatedClusters();
/** Led in us-east. */
const SHARD = 0;
/** Which replica is killed, and where it is. */
const KILLED = [
  ["the side that took writes apart", "eu-west"],
  ["the leader", "us-east"],
  ["a third replica", "ap-south"],
] as const;
const PAIRS = [
  ["us-east", "eu-west"],
  ["eu-west", "ap-south"],
  ["ap-south", "us-east"],
];
const BOTH_WRITE = { region: "us-east", peer: "eu-west", writes: "both" };

/** Signals that some replica of the shard is not known to have, by region. */
function diverged({ cluster, replica }: Bound): readonly number[] {
  return [US_EAST, EU_WEST, AP_SOUTH].map((regionId) =>
    Number(cluster.fleet.diverged(replica(SHARD, regionId))),
  );
}

type Bound = Pick<SimulatedCluster, "cluster" | "replica">;

function bound(simulated: SimulatedCluster): Bound {
  return { cluster: simulated.cluster, replica: simulated.replica.bind(simulated) };
}

/** Signals that the leaders have of all shards, whichever way they came. */
function signalsInAll({ cluster, replica }: Bound): number {
  return cluster.layout.shards.reduce((sum, { shardId }) => {
    const { store, divergent } = replica(shardId, cluster.homeOf(shardId));
    return sum + Number(store.state.signalsTotal + divergent.signals.counts.operations);
  }, 0);
}

/** Every replica is equal to the others of its shard, and together they have each acknowledged signal once. */
async function expectWhole(simulated: SimulatedCluster): Promise<void> {
  await simulated.expectEqualReplicas();
  expect(signalsInAll(bound(simulated))).toBe(simulated.cluster.workload.written);
  expect(diverged(bound(simulated))).toEqual([0, 0, 0]);
}

/** One of a shard's replicas is killed while writes are taken on both sides. */
async function isKilledTwice(region: string): Promise<void> {
  const simulated = start();
  await simulated.live(5);
  await simulated.fault("partition", BOTH_WRITE);
  await simulated.fault("kill-shard", { shard: "0", region, duration: "5s" });
  await simulated.live(10);
  await simulated.recover(0.1);
  await simulated.fault("kill-shard", { shard: "0", region, duration: "5s" });
  await simulated.live(20);
  await expectWhole(simulated);
}

describe("a partition with writes on both sides", () => {
  someTests(1, [
    [
      "loses no write, grows apart, and ends with equal replicas and exact sums",
      async () => {
        const simulated = start({ workload: { signalsPerSecond: 600, entityCount: 3_000, seed: 1 } });
        await simulated.live(10);
        await simulated.fault("partition", BOTH_WRITE);
        await simulated.live(20);
        const [leader = NaN, apart = NaN, third = NaN] = diverged(bound(simulated));
        expect([leader, third]).toEqual([0, 0]);
        expect(apart).toBeGreaterThan(1_000);
        expect(simulated.lag(SHARD, EU_WEST)).toBeGreaterThan(1_000);
        expect(Number(simulated.exporter.last(SHARD, EU_WEST).divergedSignals)).toBeGreaterThan(500);
        expect(simulated.exporter.last(SHARD, US_EAST)).toMatchObject({
          divergedSignals: 0n,
          role: "leader",
        });
        expect(simulated.exporter.last(SHARD, US_EAST).lastReconciledNs).toBeUndefined();

        await simulated.recover(10);
        expect(simulated.cluster.workload.refused).toBe(0);
        await expectWhole(simulated);
        for (const regionId of [US_EAST, EU_WEST, AP_SOUTH]) {
          const { divergent } = simulated.replica(SHARD, regionId);
          expect(Number(divergent.signals.counts.operationsOf(EU_WEST))).toBeGreaterThanOrEqual(apart);
          expect(divergent.lastReconciledNs === undefined).toBe(regionId === EU_WEST);
        }
        await simulated.live(6);
        const healed = simulated.exporter.last(SHARD, US_EAST);
        expect(healed.divergedSignals).toBe(0n);
        expect(Number(healed.conflictsResolvedTotal)).toBeGreaterThan(100);
        expect(Number(simulated.scheduler.wallNs() - (healed.lastReconciledNs ?? 0n)) / 1e9).toBeLessThan(30);
      },
    ],
    [
      "reads one score on every replica afterwards",
      async () => {
        const simulated = start();
        await simulated.fault("partition", BOTH_WRITE);
        await simulated.live(20);
        await simulated.recover(10);
        const nowNs = simulated.scheduler.wallNs();
        const { signals } = simulated.replica(SHARD, EU_WEST).divergent;
        const scores = signals.keys.map((key) => signals.score(key, nowNs));
        expect(Math.min(...scores)).toBeGreaterThan(0.9);
        for (const regionId of [US_EAST, AP_SOUTH]) {
          const other = simulated.replica(SHARD, regionId).divergent.signals;
          expect(other.keys.map((key) => other.score(key, nowNs))).toEqual(scores);
        }
      },
    ],
    [
      "twice in a row, and of all regions from each other, is made whole in the same way",
      async () => {
        const simulated = start();
        for (let round = 0; round < 2; round += 1) {
          for (const [region = "", peer = ""] of PAIRS) {
            await simulated.faults.start("partition", { region, peer, writes: "both" });
          }
          await simulated.live(8);
          await simulated.recover(8);
        }
        await expectWhole(simulated);
      },
    ],
  ]);

  someTests(1, [
    ...KILLED.map(
      ([who, region]) =>
        [
          `survives that ${who} is killed in it, and again while it is being reconciled`,
          () => isKilledTwice(region),
        ] as const,
    ),
    [
      "survives that the shard's home moves meanwhile",
      async () => {
        const simulated = start();
        await simulated.live(5);
        await simulated.fault("partition", BOTH_WRITE);
        await simulated.live(10);
        await simulated.fault("move-home", { shard: "0", region: "ap-south" });
        await simulated.live(10);
        await simulated.recover(20);
        await expectWhole(simulated);
      },
    ],
    [
      "over a line that loses a third of all messages, is made whole later",
      async () => {
        const simulated = start();
        await simulated.fault("partition", { ...BOTH_WRITE, duration: "20s" });
        await simulated.fault("slow-link", { region: "us-east", peer: "eu-west", loss: "0.3" });
        await simulated.live(40);
        await simulated.recover(20);
        await expectWhole(simulated);
      },
    ],
  ]);
});

test("without one, nothing is written outside the WAL and nothing is said about it", async () => {
  const simulated = start();
  await simulated.fault("partition", { region: "us-east", peer: "eu-west", writes: "leader" });
  await simulated.live(10);
  await simulated.recover(10);
  for (const { shardId, regionId } of simulated.cluster.fleet.ids) {
    expect(simulated.replica(shardId, regionId).divergent.isEmpty).toBe(true);
  }
});
