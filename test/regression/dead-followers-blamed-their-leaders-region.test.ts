import { LivingCluster } from "../support/domain/living-cluster";

const MINUTE = 60_000;

/** Of the five shards that are led in region 0, the followers of four in region 1 are on one host, which is dead. */
const hostDead = (shardId: number, regionId: number): boolean => shardId < 4 && regionId === 1;

test("where only leaders speak, dead followers of one region's shards name the region that they are in, and the other beside it", () => {
  const cluster = new LivingCluster(3, 5, {}, true);
  cluster.live(MINUTE);
  cluster.live(3 * MINUTE, { isSilent: hostDead });
  expect(cluster.told).toEqual([
    {
      id: "region:1",
      cause: "region_behind",
      title: "1 behind 0: 4 followers lag",
    },
  ]);
  cluster.live(MINUTE);
  expect(cluster.course).toEqual(["began region_behind region:1", "ended region_behind region:1"]);
});

test("where followers speak, those that live and get nothing from one region tell that the link to it is broken", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(MINUTE);
  cluster.live(3 * MINUTE, { isCut: (_, leaderId, followerId) => leaderId === 0 && followerId === 1 });
  expect(cluster.told).toMatchObject([{ id: "link:0-1", cause: "link" }]);
});

test("where only leaders speak, regions that both get nothing from each other tell that the link is broken", () => {
  const cluster = new LivingCluster(3, 5, {}, true);
  cluster.live(MINUTE);
  cluster.live(3 * MINUTE, { isCut: (_, leaderId, followerId) => leaderId + followerId === 1 });
  expect(cluster.told).toMatchObject([{ id: "link:0-1", cause: "link" }]);
});
