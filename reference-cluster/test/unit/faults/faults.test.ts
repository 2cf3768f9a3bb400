import { someGroups, someRows, someTests } from "../../../../test/support/property-runs";
import { DEFAULT_WAL_LIMITS } from "../../../storage/replica-store";
import { AP_SOUTH, EU_WEST, simulatedClusters, US_EAST } from "../../support/simulated-cluster";
import type { SimulatedCluster } from "../../support/simulated-cluster";

const start = simulatedClusters();
/** Shards 0 and 1 are at home in us-east, 2 and 3 in eu-west, 4 and 5 in ap-south. */
const [US_SHARD, EU_SHARD] = [0, 2];
/** For what is about how far a follower is behind, and what its log may hold: a hundred signals a second for each shard. */
const BUSY = { workload: { signalsPerSecond: 600, entityCount: 3_000, seed: 1 } };

/** The lag to a follower in each of the next heartbeats of a shard's leader. */
async function lags({ exporter, live, cluster }: Bound, shardId: number, follower: number, seconds: number) {
  const before = exporter.all(shardId, cluster.homeOf(shardId)).length;
  await live(seconds);
  const beats = exporter.all(shardId, cluster.homeOf(shardId)).slice(before);
  return beats.map((stats) => Number(stats.replicationLag.get(follower)));
}

type Bound = Pick<SimulatedCluster, "exporter" | "cluster" | "live">;

function bound(simulated: SimulatedCluster): Bound {
  return { exporter: simulated.exporter, cluster: simulated.cluster, live: simulated.live.bind(simulated) };
}

function grows(numbers: readonly number[]): boolean {
  return (
    numbers.length > 2 && numbers.every((value, index) => index === 0 || value > (numbers[index - 1] ?? 0))
  );
}

someGroups(2, [
  [
    "kill-region",
    () => {
      someTests(1, [
        [
          "silences the region while the lag to it grows; restored, it catches up from where it stood",
          async () => {
            const simulated = start();
            await simulated.live(20);
            await simulated.fault("kill-region", { region: "eu-west" });
            const stoodAt = simulated.exporter.last(US_SHARD, EU_WEST).signalsTotal ?? 0n;
            const silent = simulated.exporter.all(EU_SHARD, EU_WEST).length;
            expect(grows(await lags(bound(simulated), US_SHARD, EU_WEST, 60))).toBe(true);
            expect(simulated.exporter.all(EU_SHARD, EU_WEST)).toHaveLength(silent);
            expect(simulated.lag(US_SHARD, AP_SOUTH)).toBeLessThan(300);
            expect(simulated.cluster.workload.refused).toBeGreaterThan(0);

            await simulated.faults.clearAll();
            const restored = simulated.replica(US_SHARD, EU_WEST).store;
            expect(restored.state.signalsTotal).toBeGreaterThanOrEqual(stoodAt);
            expect(restored.state.signalsTotal).toBeLessThan(stoodAt + 1_000n);
            await simulated.live(10);
            await simulated.expectEqualReplicas();
            await simulated.live(6);
            expect([simulated.lag(US_SHARD, EU_WEST), simulated.lag(EU_SHARD, US_EAST)]).toEqual([0, 0]);
          },
        ],
        [
          "past the WAL that its leaders keep, is brought back by a snapshot",
          async () => {
            const walLimits = { ...DEFAULT_WAL_LIMITS, retainBytes: 8_000, capBytes: 20_000 };
            const simulated = start({ ...BUSY, walLimits });
            await simulated.live(10);
            await simulated.fault("kill-region", { region: "ap-south" });
            await simulated.live(60);
            const { wal } = simulated.replica(US_SHARD, US_EAST).store;
            expect(wal.bytes).toBeLessThan(25_000);
            expect(wal.firstSeqno).toBeGreaterThan(
              (simulated.exporter.last(US_SHARD, AP_SOUTH).signalsTotal ?? 0n) + 1_000n,
            );
            await simulated.recover(10);
            await simulated.expectEqualReplicas();
          },
        ],
        [
          "twice at once, brings the region back when both have ended",
          async () => {
            const simulated = start();
            await simulated.fault("kill-region", { region: "eu-west", duration: "30s" });
            await simulated.fault("kill-region", { region: "1", duration: "60s" });
            await simulated.live(30);
            expect(simulated.faults.active.map(({ id }) => id)).toEqual(["kill-region-2"]);
            expect(simulated.cluster.fleet.inRegion(EU_WEST)).toEqual([]);
            await simulated.live(30);
            expect(simulated.cluster.fleet.inRegion(EU_WEST)).toHaveLength(6);
          },
        ],
      ]);
    },
  ],

  [
    "kill-shard",
    () => {
      someTests(1, [
        [
          "silences one replica and leaves its neighbours alone",
          async () => {
            const simulated = start();
            await simulated.fault("kill-shard", { shard: "0", region: "eu-west" });
            const before = simulated.exporter.all(US_SHARD, EU_WEST).length;
            await simulated.live(15);
            expect(simulated.exporter.all(US_SHARD, EU_WEST)).toHaveLength(before);
            expect(simulated.exporter.batches.at(-1)).toBeDefined();
            expect(simulated.lag(1, EU_WEST)).toBeLessThan(300);
            await simulated.recover(10);
            await simulated.expectEqualReplicas();
          },
        ],
        [
          "without a region, means the leader: its shard takes no writes",
          async () => {
            const simulated = start();
            await simulated.live(10);
            await simulated.fault("kill-shard", { shard: "0" });
            const stood = simulated.exporter.last(US_SHARD, EU_WEST).signalsTotal;
            await simulated.live(20);
            expect(simulated.exporter.last(US_SHARD, EU_WEST)).toMatchObject({ signalsTotal: stood });
            expect(simulated.exporter.last(US_SHARD, EU_WEST).signalThroughputEps).toBeLessThan(20);
            await simulated.recover(10);
            await simulated.expectEqualReplicas();
          },
        ],
      ]);
    },
  ],

  [
    "partition",
    () => {
      someTests(1, [
        [
          "stops replication between two regions, both ways, while both are heard",
          async () => {
            const simulated = start();
            await simulated.live(10);
            await simulated.fault("partition", { region: "us-east", peer: "eu-west" });
            const there = lags(bound(simulated), US_SHARD, EU_WEST, 40);
            expect(grows(await there)).toBe(true);
            expect(simulated.lag(EU_SHARD, US_EAST)).toBeGreaterThan(1_000);
            expect(simulated.lag(US_SHARD, AP_SOUTH)).toBeLessThan(300);
            await simulated.recover(30);
            await simulated.expectEqualReplicas();
          },
        ],
        [
          "of a region from itself is refused",
          async () => {
            const { faults } = start();
            const result = await faults.start("partition", { region: "us-east", peer: "0" });
            expect(result).toMatchObject({
              result: "refused",
              message: expect.stringContaining("same") as string,
            });
          },
        ],
      ]);
    },
  ],

  [
    "slow-link",
    () => {
      test("with too little bandwidth, makes the followers at both ends fall behind", async () => {
        const simulated = start(BUSY);
        await simulated.live(10);
        await simulated.fault("slow-link", { region: "us-east", peer: "ap-south", bandwidth: "500" });
        await simulated.live(60);
        expect(simulated.lag(US_SHARD, AP_SOUTH)).toBeGreaterThan(1_000);
        expect(simulated.lag(US_SHARD, EU_WEST)).toBeLessThan(300);
        await simulated.recover(40);
        await simulated.expectEqualReplicas();
      });

      test.each(someRows([{ latency: "2s" }, { loss: "0.3" }], 1))(
        "with %p, keeps them behind, but within bounds",
        async (worse) => {
          const simulated = start(BUSY);
          await simulated.live(10);
          await simulated.fault("slow-link", { region: "us-east", peer: "ap-south", ...worse });
          await simulated.live(90);
          const behind = await lags(bound(simulated), US_SHARD, AP_SOUTH, 90);
          expect(Math.max(...behind)).toBeGreaterThan(100);
          // A minute's signals of the shard: how long a run of losses lasts is chance, the same in every run.
          expect(Math.max(...behind)).toBeLessThan(6_000);
          await simulated.recover(30);
          await simulated.expectEqualReplicas();
        },
      );

      test("that slows nothing is refused", async () => {
        const result = await start().faults.start("slow-link", { region: "us-east", peer: "eu-west" });
        expect(result).toMatchObject({
          result: "refused",
          message: expect.stringContaining("latency") as string,
        });
      });
    },
  ],

  [
    "stall-follower",
    () => {
      someTests(1, [
        [
          "lets the follower receive and not apply, and its leader know",
          async () => {
            const simulated = start(BUSY);
            await simulated.live(10);
            await simulated.fault("stall-follower", { region: "eu-west", shard: "0" });
            const stood = simulated.replica(US_SHARD, EU_WEST).store.state.appliedSeqno;
            expect(grows(await lags(bound(simulated), US_SHARD, EU_WEST, 30))).toBe(true);
            const { store } = simulated.replica(US_SHARD, EU_WEST);
            expect(store.state.appliedSeqno).toBe(stood);
            expect(store.receivedSeqno).toBeGreaterThan(stood + 1_000n);
            expect(simulated.lag(1, EU_WEST)).toBeLessThan(300);
            await simulated.recover(10);
            await simulated.expectEqualReplicas();
          },
        ],
        [
          "past what its WAL may hold, does not lose anything either",
          async () => {
            const walLimits = { ...DEFAULT_WAL_LIMITS, retainBytes: 8_000, capBytes: 20_000 };
            const simulated = start({ ...BUSY, walLimits });
            await simulated.fault("stall-follower", { region: "eu-west" });
            await simulated.live(60);
            const { store } = simulated.replica(US_SHARD, EU_WEST);
            expect(store.state.appliedSeqno).toBe(0n);
            expect(store.wal.bytes).toBeLessThan(25_000);
            await simulated.recover(30);
            await simulated.expectEqualReplicas();
          },
        ],
        [
          "of a leader is refused",
          async () => {
            const result = await start().faults.start("stall-follower", { region: "us-east", shard: "0" });
            expect(result).toMatchObject({ result: "refused" });
          },
        ],
      ]);
    },
  ],

  [
    "stop-shipper",
    () => {
      test("shows in the lag, which is measured from the head and not from what was shipped", async () => {
        const simulated = start(BUSY);
        await simulated.live(10);
        await simulated.fault("stop-shipper", { region: "us-east" });
        expect(grows(await lags(bound(simulated), US_SHARD, EU_WEST, 30))).toBe(true);
        expect(simulated.lag(US_SHARD, AP_SOUTH)).toBeGreaterThan(1_000);
        expect(simulated.lag(EU_SHARD, US_EAST)).toBeLessThan(300);
        await simulated.recover(10);
        await simulated.expectEqualReplicas();
      });
    },
  ],

  [
    "clocks",
    () => {
      function skewSeconds(
        { exporter, scheduler }: SimulatedCluster,
        shardId: number,
        regionId: number,
      ): number {
        const seconds = Number(exporter.last(shardId, regionId).lastHeartbeatNs - scheduler.wallNs()) / 1e9;
        // To ten seconds: the last heartbeat is a little old. Not -0.
        return Math.round(seconds / 10) * 10 + 0;
      }

      test.each(someRows(["3600", "-3600"], 1))(
        "are wrong by %s s with skew-clock, for one region only",
        async (seconds) => {
          const simulated = start();
          await simulated.fault("skew-clock", { region: "ap-south", seconds });
          expect(skewSeconds(simulated, 4, AP_SOUTH)).toBe(Number(seconds));
          expect(skewSeconds(simulated, 4, US_EAST)).toBe(0);
          await simulated.recover(6);
          expect(skewSeconds(simulated, 4, AP_SOUTH)).toBe(0);
        },
      );

      someTests(1, [
        [
          "of one shard alone can be wrong",
          async () => {
            const simulated = start();
            await simulated.fault("skew-clock", { region: "ap-south", shard: "4", seconds: "600" });
            expect([skewSeconds(simulated, 4, AP_SOUTH), skewSeconds(simulated, 5, AP_SOUTH)]).toEqual([
              600, 0,
            ]);
          },
        ],
        [
          "jump back with step-clock-back and go on from there",
          async () => {
            const simulated = start();
            await simulated.live(10);
            const before = simulated.exporter.last(US_SHARD, US_EAST).lastHeartbeatNs;
            await simulated.fault("step-clock-back", { region: "us-east" });
            const beats = simulated.exporter.all(US_SHARD, US_EAST).slice(-2);
            expect(beats[1]?.lastHeartbeatNs).toBeLessThan(before);
            expect(beats[1]?.lastHeartbeatNs).toBeGreaterThan(beats[0]?.lastHeartbeatNs ?? 0n);
          },
        ],
      ]);
    },
  ],

  [
    "replay-heartbeats",
    () => {
      test("sends old heartbeats again, byte for byte, besides the live ones", async () => {
        const simulated = start();
        await simulated.live(30);
        const before = simulated.exporter.bodies.length;
        await simulated.fault("replay-heartbeats", { region: "us-east", age: "20s" });
        const old = new Set(simulated.exporter.bodies.slice(0, before));
        const since = simulated.exporter.bodies.slice(before);
        const replayed = since.filter((body) => old.has(body));
        expect(replayed.length).toBeGreaterThanOrEqual(2);
        expect(since.length - replayed.length).toBeGreaterThanOrEqual(7);
        expect(simulated.cluster.heartbeatStatus(US_EAST)?.replayed).toBe(replayed.length);
        expect(simulated.cluster.heartbeatStatus(EU_WEST)?.replayed).toBe(0);
      });
    },
  ],

  [
    "lose-heartbeats",
    () => {
      someTests(1, [
        [
          "keeps a region's heartbeats back while it goes on replicating",
          async () => {
            const simulated = start();
            await simulated.fault("lose-heartbeats", { region: "ap-south" });
            const before = simulated.exporter.all(4, AP_SOUTH).length;
            await simulated.live(30);
            expect(simulated.exporter.all(4, AP_SOUTH)).toHaveLength(before);
            expect(simulated.lag(US_SHARD, AP_SOUTH)).toBeLessThan(300);
            await simulated.recover(6);
            expect(simulated.exporter.all(4, AP_SOUTH).length).toBeGreaterThan(before);
          },
        ],
        [
          "loses the given part of them",
          async () => {
            const simulated = start();
            await simulated.fault("lose-heartbeats", { part: "0.5" });
            const before = simulated.exporter.batches.flat().length;
            await simulated.live(100);
            const arrived = simulated.exporter.batches.flat().length - before;
            expect(arrived).toBeGreaterThan(360 * 0.4);
            expect(arrived).toBeLessThan(360 * 0.6);
          },
        ],
      ]);
    },
  ],

  [
    "two-leaders",
    () => {
      test("makes a follower claim to lead as well, without taking writes", async () => {
        const simulated = start();
        await simulated.fault("two-leaders", { shard: "0", region: "eu-west" });
        expect(simulated.exporter.last(US_SHARD, EU_WEST)).toMatchObject({ role: "leader" });
        expect(simulated.exporter.last(US_SHARD, US_EAST)).toMatchObject({ role: "leader" });
        await simulated.recover(6);
        expect(simulated.exporter.last(US_SHARD, EU_WEST)).toMatchObject({ role: "follower" });
        await simulated.expectEqualReplicas();
      });
    },
  ],

  [
    "report-lag-time",
    () => {
      test("adds the lag in nanoseconds, as the leader measures it", async () => {
        const simulated = start();
        await simulated.fault("report-lag-time", { region: "us-east" });
        await simulated.fault("partition", { region: "us-east", peer: "eu-west" });
        await simulated.live(20);
        const { replicationLagNs } = simulated.exporter.last(US_SHARD, US_EAST);
        const seconds = new Map(
          [...(replicationLagNs ?? [])].map(([region, ns]) => [region, Number(ns) / 1e9]),
        );
        expect(seconds.get(EU_WEST)).toBeGreaterThan(25);
        expect(seconds.get(EU_WEST)).toBeLessThan(33);
        expect(seconds.get(AP_SOUTH)).toBeLessThan(2);
        expect(simulated.exporter.last(EU_SHARD, EU_WEST).replicationLagNs).toBeUndefined();
      });
    },
  ],

  [
    "limit-heartbeats",
    () => {
      someTests(1, [
        [
          "makes the heartbeats of one region say less, until it ends",
          async () => {
            const simulated = start();
            await simulated.fault("limit-heartbeats", { content: "required", region: "us-east" });
            expect(simulated.exporter.last(US_SHARD, US_EAST).role).toBeUndefined();
            expect(simulated.exporter.last(US_SHARD, US_EAST).bootId).toBeUndefined();
            expect(simulated.exporter.last(US_SHARD, EU_WEST).bootId).toBeDefined();
            await simulated.recover(12);
            const { role, heartbeatSeq } = simulated.exporter.last(US_SHARD, US_EAST);
            expect(role).toBe("leader");
            expect(heartbeatSeq).toBe(BigInt(simulated.exporter.all(US_SHARD, US_EAST).length));
          },
        ],
        [
          "leaves followers out where leaders only are asked for",
          async () => {
            const simulated = start();
            await simulated.fault("limit-heartbeats", { content: "leaders" });
            const stood = simulated.exporter.all(US_SHARD, EU_WEST).length;
            await simulated.live(20);
            expect(simulated.exporter.all(US_SHARD, EU_WEST)).toHaveLength(stood);
            expect(simulated.exporter.all(EU_SHARD, EU_WEST).length).toBeGreaterThan(stood);
          },
        ],
      ]);
    },
  ],
]);
