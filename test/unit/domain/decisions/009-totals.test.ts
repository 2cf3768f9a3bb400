import { TestCluster } from "../../../support/domain/domain-cluster";

const U64_MAX = 2n ** 64n - 1n;
const FOLLOWED = { replicationLag: new Map([[9, 0n]]) };

describe("decision 9: totals count a shard once: its home, else the replica that reports followers, else the freshest", () => {
  test("three replicas of one shard are one shard's entities and signals", () => {
    const cluster = new TestCluster([[0, 1]]);
    for (const regionId of [0, 1, 2])
      cluster.beat(0, regionId, { entityCount: BigInt(10 + regionId), signalThroughputEps: 10 + regionId });
    expect(cluster.controlPlane.health()).toMatchObject({ totalEntities: 11n, totalSignalsEps: 11 });
  });

  test("without a home the replica with followers speaks, though another was heard later", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 2, { entityCount: 12n, ...FOLLOWED });
    cluster.time.advance(1_000);
    cluster.beat(0, 0, { entityCount: 10n });
    expect(cluster.controlPlane.health().totalEntities).toBe(12n);
  });

  test("without home and followers the freshest speaks", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 2, { entityCount: 12n });
    cluster.beat(0, 1, { entityCount: 11n });
    cluster.time.advance(1_000);
    cluster.beat(0, 2, { entityCount: 13n });
    expect(cluster.controlPlane.health().totalEntities).toBe(13n);
  });

  test("the same shard number at home in one region only is still one shard, in whatever regions it is heard", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 0],
    ]);
    for (const shardId of [0, 1])
      for (const regionId of [0, 1]) cluster.beat(shardId, regionId, { entityCount: 5n });
    expect(cluster.controlPlane.health().totalEntities).toBe(10n);
    expect(cluster.controlPlane.snapshot().topologyShardCount).toBe(2);
  });

  test("sums of u64 stop at 2^64 - 1, and sums of rates at the greatest finite number", () => {
    const cluster = new TestCluster();
    for (const shardId of [0, 1, 2])
      cluster.beat(shardId, 0, { entityCount: U64_MAX, signalThroughputEps: Number.MAX_VALUE });
    expect(cluster.controlPlane.health()).toMatchObject({
      totalEntities: U64_MAX,
      totalSignalsEps: Number.MAX_VALUE,
    });
  });

  test("sums are exact past 2^53", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 0, { entityCount: 2n ** 53n });
    cluster.beat(1, 0, { entityCount: 1n });
    expect(cluster.controlPlane.health().totalEntities).toBe(2n ** 53n + 1n);
  });
});
