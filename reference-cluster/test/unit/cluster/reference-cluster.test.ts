import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual as isEqual } from "node:util";
import { HEARTBEAT_FIELD_LIST } from "../../../../src/domain/terms/heartbeat-fields";
import type { HeartbeatContent } from "../../../heartbeats/heartbeat-content";
import { clusterLayout } from "../../../layout";
import { DEFAULT_WAL_LIMITS } from "../../../storage/replica-store";
import { AP_SOUTH, EU_WEST, simulatedClusters, US_EAST } from "../../support/simulated-cluster";
import { someTests } from "../../../../test/support/property-runs";

const start = simulatedClusters();

/** What replicas of both roles say about reconciliation before there was any. */
const OF_ALL = ["divergedSignals", "conflictsResolvedTotal"];

describe("the reference cluster", () => {
  someTests(3, [
    [
      "sends one heartbeat request for each region, with all its replicas, at once and then every interval",
      async () => {
        const { exporter, scheduler, cluster } = start({ layout: clusterLayout() });
        await scheduler.live(0);
        expect(exporter.batches.map((batch) => batch.length)).toEqual([15, 15, 15]);
        await scheduler.live(30_000);
        expect(exporter.batches).toHaveLength(3 + 3 * 6);
        const regions = exporter.batches.map((batch) => new Set(batch.map(({ regionId }) => regionId)));
        expect(regions.every((set) => set.size === 1)).toBe(true);
        expect(cluster.heartbeatStatus(US_EAST)).toMatchObject({ delivered: 7, failed: 0 });
      },
    ],
    [
      "spreads the regions' heartbeats over the interval",
      async () => {
        const { exporter, scheduler } = start({ heartbeatIntervalMs: 3_000 });
        await scheduler.live(0);
        const counts: number[] = [];
        for (let second = 0; second < 6; second += 1) {
          await scheduler.live(1_000);
          counts.push(exporter.batches.length - 3);
        }
        expect(counts).toEqual([1, 2, 3, 4, 5, 6]);
      },
    ],
    [
      "reports what it has really stored",
      async () => {
        const simulated = start();
        await simulated.live(60);
        const { exporter, cluster } = simulated;
        await simulated.expectEqualReplicas();
        await simulated.live(6);
        const written = cluster.leaderships
          .all()
          .map(({ shardId, regionId }) => exporter.last(shardId, regionId));
        expect(written.reduce((sum, stats) => sum + Number(stats.signalsTotal), 0)).toBe(
          cluster.workload.written,
        );
        for (const stats of written) {
          const replica = simulated.replica(stats.shardId, stats.regionId);
          expect(stats).toMatchObject({ role: "leader", leaderSeqno: stats.signalsTotal });
          expect(stats.entityCount).toBe(BigInt(replica.store.state.entities.size));
          expect([...stats.replicationLag.values()]).toEqual([0n, 0n]);
        }
      },
    ],
    [
      "measures disk_bytes as what lies in the replica's WAL directory",
      async () => {
        const simulated = start();
        await simulated.live(40);
        const { dataDirectory } = simulated.cluster.settings;
        for (const regionId of [US_EAST, EU_WEST]) {
          const wal = join(dataDirectory, `region-${regionId}`, "shard-1", "wal");
          const onDisk = readdirSync(wal).reduce((sum, name) => sum + statSync(join(wal, name)).size, 0);
          expect(simulated.replica(1, regionId).store.wal.bytes).toBe(onDisk);
          expect(onDisk).toBeGreaterThan(0);
        }
      },
    ],
    [
      "keeps its disk within bounds while signals keep coming",
      async () => {
        const walLimits = { ...DEFAULT_WAL_LIMITS, retainBytes: 10_000 };
        const simulated = start({ walLimits });
        await simulated.live(90);
        for (const id of simulated.cluster.fleet.ids) {
          const { wal } = simulated.replica(id.shardId, id.regionId).store;
          expect(wal.bytes).toBeLessThan(20_000);
        }
        await simulated.expectEqualReplicas();
      },
    ],
    [
      "reports an average near the rate at which signals are applied, for leaders and followers",
      async () => {
        const simulated = start();
        await simulated.live(60);
        const { exporter } = simulated;
        for (const { shardId, regionId } of simulated.cluster.layout.shards) {
          const beats = exporter.all(shardId, regionId);
          const [earlier, later] = [beats.at(-5), beats.at(-1)];
          const seconds = Number((later?.lastHeartbeatNs ?? 0n) - (earlier?.lastHeartbeatNs ?? 0n)) / 1e9;
          const rate = Number((later?.signalsTotal ?? 0n) - (earlier?.signalsTotal ?? 0n)) / seconds;
          expect(later?.signalThroughputEps).toBeGreaterThan(rate * 0.8);
          expect(later?.signalThroughputEps).toBeLessThan(rate * 1.2);
          const follower = exporter.last(shardId, (regionId + 1) % 3);
          expect(follower.signalThroughputEps).toBeGreaterThan(rate * 0.7);
          expect(follower).toMatchObject({ role: "follower", replicationLag: new Map() });
          expect(follower.leaderSeqno).toBeUndefined();
        }
      },
    ],
    [
      "keeps followers within two seconds of their leaders as long as nothing is wrong",
      async () => {
        const simulated = start();
        await simulated.live(30);
        for (const { shardId, regionId } of simulated.cluster.layout.shards) {
          const leader = simulated.exporter.last(shardId, regionId);
          for (const lag of leader.replicationLag.values()) {
            expect(Number(lag)).toBeLessThan(2 * leader.signalThroughputEps);
          }
        }
      },
    ],
    [
      "reports no lag in time unless told to",
      async () => {
        const simulated = start();
        await simulated.live(10);
        expect(
          simulated.exporter.batches.flat().filter((stats) => stats.replicationLagNs !== undefined),
        ).toEqual([]);
      },
    ],
    [
      "says of each start of a replica that it is another, and numbers the heartbeats from then on",
      async () => {
        const simulated = start();
        await simulated.live(21);
        const before = simulated.exporter.all(1, EU_WEST);
        expect(new Set(before.map(({ bootId }) => bootId)).size).toBe(1);
        expect(before.map(({ heartbeatSeq }) => heartbeatSeq)).toEqual(before.map((_, i) => BigInt(i + 1)));
        await simulated.fault("kill-shard", { shard: "1", region: "eu-west" });
        await simulated.recover(21);
        const after = simulated.exporter.all(1, EU_WEST).filter(({ bootId }) => bootId !== before[0]?.bootId);
        expect(new Set(after.map(({ bootId }) => bootId)).size).toBe(1);
        expect(after.length).toBeGreaterThan(3);
        expect(after.map(({ heartbeatSeq }) => heartbeatSeq)).toEqual(after.map((_, i) => BigInt(i + 1)));
      },
    ],
    [
      "names no boot of two replicas alike",
      async () => {
        const { exporter, scheduler } = start();
        await scheduler.live(0);
        expect(new Set(exporter.batches.flat().map(({ bootId }) => bootId)).size).toBe(18);
      },
    ],
    [
      "reports the position of each follower as the follower has it, and none of leaders",
      async () => {
        const simulated = start();
        await simulated.live(20);
        await simulated.expectEqualReplicas();
        await simulated.live(6);
        for (const { shardId, regionId } of simulated.cluster.fleet.ids) {
          const { role, appliedSeqno } = simulated.exporter.last(shardId, regionId);
          const { state } = simulated.replica(shardId, regionId).store;
          expect(appliedSeqno).toBe(role === "follower" ? state.appliedSeqno : undefined);
          expect(state.appliedSeqno).toBeGreaterThan(0n);
        }
      },
    ],
  ]);

  test.each<[HeartbeatContent, number, readonly string[], readonly string[]]>([
    [
      "all",
      6,
      ["role", "leaderSeqno", "signalsTotal", "bootId", "heartbeatSeq", ...OF_ALL],
      ["role", "signalsTotal", "bootId", "heartbeatSeq", "appliedSeqno", ...OF_ALL],
    ],
    ["seqnos", 6, ["role", "leaderSeqno"], ["role", "appliedSeqno"]],
    ["required", 6, [], []],
    ["leaders", 2, ["role", "leaderSeqno", "signalsTotal", "bootId", "heartbeatSeq", ...OF_ALL], []],
  ])("sends %s when told to", async (heartbeatContent, replicas, ofLeader, ofFollower) => {
    const { exporter, scheduler } = start({ heartbeatContent });
    await scheduler.live(0);
    const extensions = exporter.batches[0]?.map((stats) =>
      HEARTBEAT_FIELD_LIST.filter(({ name, required }) => !required && stats[name] !== undefined).map(
        ({ name }) => name as string,
      ),
    );
    expect(extensions).toHaveLength(replicas);
    expect(extensions).toContainEqual(ofLeader);
    expect(extensions?.filter((names) => !isEqual(names, ofLeader) && !isEqual(names, ofFollower))).toEqual(
      [],
    );
  });

  test("writes heartbeats as NDJSON when told to", async () => {
    const { exporter, scheduler } = start({ heartbeatFormat: "ndjson" });
    await scheduler.live(1_000);
    expect(new Set(exporter.contentTypes)).toEqual(new Set(["application/x-ndjson"]));
    expect(exporter.batches[0]).toHaveLength(6);
  });

  test("goes on when heartbeats fail, and queues none of them", async () => {
    const simulated = start();
    simulated.exporter.failure = { ok: false, message: "the exporter is away" };
    await simulated.live(30);
    expect(simulated.exporter.bodies).toHaveLength(3 + 18);
    simulated.exporter.failure = undefined;
    await simulated.live(5);
    expect(simulated.exporter.batches).toHaveLength(3);
    expect(simulated.cluster.heartbeatStatus(EU_WEST)).toMatchObject({ delivered: 1, failed: 7 });
  });

  test("does the same again from the same seed, down to the byte", async () => {
    const [first, second] = [start(), start()];
    await first.live(8);
    await second.live(8);
    expect(first.exporter.bodies).toEqual(second.exporter.bodies);
  });

  test("leaves no timer behind when it stops", async () => {
    const simulated = start();
    await simulated.fault("kill-region", { region: "eu-west", duration: "60s" });
    await simulated.fault("move-home", { shard: "0", region: "ap-south" });
    simulated.faults.stop();
    simulated.cluster.stop();
    expect(simulated.exporter.closed).toBe(true);
    const replicationUnderWay = simulated.scheduler.pending;
    await simulated.live(1);
    expect(simulated.scheduler.pending).toBe(0);
    expect(replicationUnderWay).toBeLessThan(50);
  });

  test("has its replicas where the layout says", () => {
    const { cluster } = start();
    expect(cluster.fleet.inRegion(AP_SOUTH).map(({ id, duty }) => [id.shardId, duty.role])).toEqual([
      [0, "follower"],
      [1, "follower"],
      [2, "follower"],
      [3, "follower"],
      [4, "leader"],
      [5, "leader"],
    ]);
  });
});
