import type { Breakage } from "../../../support/domain/living-cluster";
import { TestCluster } from "../../../support/domain/domain-cluster";
import { LivingCluster } from "../../../support/domain/living-cluster";

const MINUTE = 60_000;

/** All shards at home in region 1 are led in region 0, in a cluster of three regions with five shards each. */
const replaced: Breakage = {
  leads: (shardId, regionId) => regionId === (shardId >= 5 && shardId < 10 ? 0 : Math.floor(shardId / 5)),
};

function idsIn(cluster: LivingCluster): readonly string[] {
  return cluster.told.map(({ id, cause }) => `${id} ${cause}`);
}

function stateAndReasons(cluster: LivingCluster, regionId: number): readonly unknown[] {
  const region = cluster.controlPlane.snapshot().regions[regionId];
  return [region?.state, region?.reasons.length];
}

describe("where only leaders send heartbeats", () => {
  test("one that is replaced is no incident while it gets what its shard's new leader writes", () => {
    const cluster = new LivingCluster(3, 5, {}, true);
    cluster.live(MINUTE);
    cluster.live(3 * MINUTE, {
      leads: (shardId, regionId) => regionId === (shardId === 5 ? 0 : Math.floor(shardId / 5)),
    });
    expect(cluster.controlPlane.totals().regions.map(({ state }) => state)).toEqual([
      "Healthy",
      "Healthy",
      "Healthy",
    ]);
    expect(cluster.course).toEqual([]);
  });

  test("one that is replaced makes its region Degraded when it does not get what its shard's new leader writes", () => {
    const cluster = new LivingCluster(3, 5, {}, true);
    cluster.live(MINUTE);
    const leads = (shardId: number, regionId: number): boolean =>
      regionId === (shardId === 5 ? 0 : Math.floor(shardId / 5));
    cluster.live(3 * MINUTE, { leads, isSilent: (shardId, regionId) => shardId === 5 && regionId === 1 });
    expect(stateAndReasons(cluster, 1)).toEqual(["Degraded", 1]);
    cluster.live(MINUTE, { leads });
    expect(stateAndReasons(cluster, 1)).toEqual(["Healthy", 0]);
    expect(cluster.controlPlane.totals().regions[1]?.replicas).toMatchObject({ Healthy: 4, Offline: 1 });
  });

  test("a region that died is silent though its shards are led elsewhere, until it gets again what they write", () => {
    const cluster = new LivingCluster(3, 5, {}, true);
    cluster.live(MINUTE);
    cluster.live(2 * MINUTE, { ...replaced, isSilent: (_, regionId) => regionId === 1 });
    expect(idsIn(cluster)).toEqual(["region:1 region_silent"]);
    cluster.live(2 * MINUTE, replaced);
    expect(idsIn(cluster)).toEqual([]);
  });
});

test("where followers send heartbeats too, one that does not is silent whatever its leader says", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(MINUTE);
  cluster.live(3 * MINUTE, {
    leads: (shardId, regionId) => regionId === (shardId === 5 ? 0 : Math.floor(shardId / 5)),
    isSilent: (shardId, regionId) => shardId === 5 && regionId === 1,
  });
  expect(idsIn(cluster)).toEqual(["replica:5-1 replica_silent"]);
});

test("where nobody says its role and no home is known, silence is silence though leaders elsewhere go on", () => {
  const cluster = new TestCluster();
  const beat = (shardId: number, regionId: number, followers: readonly number[]): void => {
    cluster.beat(shardId, regionId, {
      signalThroughputEps: 100,
      replicationLag: new Map(followers.map((followerId) => [followerId, 0n])),
    });
  };
  const live = (isSilent: boolean) => (elapsedMs: number) => {
    if (elapsedMs % 5_000 !== 0) return;
    beat(0, 0, [1, 2]);
    if (isSilent) return;
    for (const [shardId, regionId] of [
      [0, 1],
      [0, 2],
    ] as const)
      beat(shardId, regionId, []);
  };
  cluster.run(MINUTE, live(false));
  cluster.run(MINUTE, live(true));
  expect(cluster.controlPlane.totals().incidents.map(({ id }) => id)).toEqual(["cluster"]);
});
