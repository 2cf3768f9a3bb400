import { LivingCluster } from "../support/domain/living-cluster";

const MINUTE = 60_000;
const SECOND = 1_000;

/** Nothing goes in or out of region 1 but what `isThrough` names: a shard's way from its leader to a follower. */
function cutOff(
  isThrough: (shardId: number, leaderId: number, followerId: number) => boolean,
): (shardId: number, leaderId: number, followerId: number) => boolean {
  return (shardId, leaderId, followerId) =>
    (leaderId === 1 || followerId === 1) && !isThrough(shardId, leaderId, followerId);
}

test("a region that neither gives nor gets is told once, though one of few shards does not tell of it yet", () => {
  const cluster = new LivingCluster(3, 3);
  cluster.live(MINUTE);
  // Two of three shards are not nearly all of what region 2 ships to region 1, but eleven of twelve are of what is cut.
  cluster.live(MINUTE, { isCut: cutOff((shardId, _, followerId) => shardId === 8 && followerId === 1) });
  expect(cluster.told.map(({ id, cause }) => `${cause} ${id}`)).toEqual(["region_isolated region:1"]);
  cluster.live(MINUTE, { isCut: cutOff(() => false) });
  cluster.live(MINUTE);
  expect(cluster.course).toEqual(["began region_isolated region:1", "ended region_isolated region:1"]);
});

test("shards that come and go from what tells of it make no link of an isolated region", () => {
  const cluster = new LivingCluster(3, 3);
  cluster.live(MINUTE);
  cluster.live(20 * SECOND, { isCut: cutOff(() => false) });
  for (const quiet of [[8], [8, 0, 3], [], [4, 8], [3, 5]]) {
    const isThrough = (shardId: number, leaderId: number): boolean =>
      quiet.includes(shardId) && leaderId !== 1;
    cluster.live(15 * SECOND, { isCut: cutOff(isThrough) });
  }
  expect(cluster.course.filter((change) => change.includes("link"))).toEqual([]);
  expect(cluster.told.map(({ id }) => id)).toEqual(["region:1"]);
});

test("a region that lost one of two peers alone is told as that link", () => {
  const cluster = new LivingCluster(3, 3);
  cluster.live(MINUTE);
  cluster.live(MINUTE, { isCut: (_, leaderId, followerId) => leaderId + followerId === 1 });
  expect(cluster.told.map(({ id, cause }) => `${cause} ${id}`)).toEqual(["link link:0-1"]);
});
