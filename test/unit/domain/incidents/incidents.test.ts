import type { Breakage } from "../../../support/domain/living-cluster";
import { LivingCluster } from "../../../support/domain/living-cluster";
import { TestCluster } from "../../../support/domain/domain-cluster";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { someRows } from "../../../support/property-runs";

const MINUTE = 60_000;

/** A cause, and what is told of it a minute later: by three regions of five shards, unless more are needed. */
interface Story {
  readonly name: string;
  readonly regions?: number;
  readonly shards?: number;
  readonly onlyLeaders?: boolean;
  readonly breakage: Breakage;
  readonly told: readonly string[];
}

const STORIES: readonly Story[] = [
  { name: "nothing is broken", breakage: {}, told: [] },
  {
    name: "a region is killed",
    breakage: { isSilent: (_, regionId) => regionId === 1 },
    told: ["region:1 region_silent: 1 silent: 15 replicas, 5 shards without a leader"],
  },
  {
    name: "a region of five is killed",
    regions: 5,
    breakage: { isSilent: (_, regionId) => regionId === 4 },
    told: ["region:4 region_silent: 4 silent: 25 replicas, 5 shards without a leader"],
  },
  {
    name: "a region is killed where only leaders send heartbeats",
    onlyLeaders: true,
    breakage: { isSilent: (_, regionId) => regionId === 1 },
    told: ["region:1 region_silent: 1 silent: 5 replicas, 5 shards without a leader"],
  },
  {
    name: "nobody is heard",
    breakage: { isSilent: () => true },
    told: ["cluster nothing_heard: nothing heard from 0, 1, 2: 45 replicas, 15 shards without a leader"],
  },
  {
    name: "two of three regions are not heard any more at the same time",
    breakage: { isSilent: (_, regionId) => regionId > 0 },
    told: ["cluster nothing_heard: nothing heard from 1, 2: 30 replicas, 10 shards without a leader"],
  },
  {
    name: "a region applies nothing",
    breakage: { isCut: (_, __, followerId) => followerId === 2 },
    told: ["region:2 region_behind: 2 behind: 10 followers lag"],
  },
  {
    name: "a region ships nothing",
    breakage: { isCut: (_, leaderId) => leaderId === 0 },
    told: ["region:0 region_not_shipping: 0 not shipping: 10 followers lag, 5 critical"],
  },
  {
    name: "a region is cut off from its peers and still heard",
    breakage: { isCut: (_, leaderId, followerId) => leaderId === 1 || followerId === 1 },
    told: ["region:1 region_isolated: 1 cut off from its peers: 20 followers lag, 5 critical"],
  },
  {
    name: "what is between two regions is cut both ways",
    breakage: { isCut: (_, leaderId, followerId) => leaderId !== 1 && followerId !== 1 },
    told: ["link:0-2 link: link 0 - 2 broken: 10 followers lag"],
  },
  {
    name: "what is between two regions is cut one way",
    breakage: { isCut: (_, leaderId, followerId) => leaderId === 2 && followerId === 0 },
    told: ["link:0-2 link: link 0 - 2 broken: 5 followers lag"],
  },
  {
    name: "two regions are all there are, and what is between them is cut",
    regions: 2,
    breakage: { isCut: () => true },
    told: ["link:0-1 link: link 0 - 1 broken: 10 followers lag, 10 critical"],
  },
  {
    name: "a shard's leader is killed",
    breakage: { isSilent: (shardId, regionId) => shardId === 3 && regionId === 0 },
    told: ["replica:3-0 replica_silent: shard 3 in 0 silent: no leader"],
  },
  {
    name: "a shard's follower is killed",
    breakage: { isSilent: (shardId, regionId) => shardId === 3 && regionId === 2 },
    told: ["replica:3-2 replica_silent: shard 3 in 2 silent"],
  },
  {
    name: "a shard's follower is killed where only leaders send heartbeats",
    onlyLeaders: true,
    breakage: { isSilent: (shardId, regionId) => shardId === 3 && regionId === 2 },
    told: ["replica:3-2 shard_behind: shard 3 in 2 behind 0"],
  },
  {
    name: "a shard's follower applies nothing",
    breakage: { isCut: (shardId, _, followerId) => shardId === 3 && followerId === 2 },
    told: ["replica:3-2 shard_behind: shard 3 in 2 behind 0"],
  },
  {
    name: "a shard's leader ships nothing",
    breakage: { isCut: (shardId) => shardId === 3 },
    told: ["replica:3-0 shard_behind: shard 3 in 0 not shipping: 2 followers lag, critical"],
  },
  {
    name: "all replicas of a shard are killed",
    breakage: { isSilent: (shardId) => shardId === 3 },
    told: ["shard:3 no_leader: shard 3 has no leader: 3 replicas silent"],
  },
  {
    name: "a host with three shards of a region is killed",
    breakage: { isSilent: (shardId, regionId) => shardId < 3 && regionId === 2 },
    told: [
      "replica:0-2 replica_silent: shard 0 in 2 silent",
      "replica:1-2 replica_silent: shard 1 in 2 silent",
      "replica:2-2 replica_silent: shard 2 in 2 silent",
    ],
  },
  {
    name: "two replicas of a shard lead",
    breakage: {
      leads: (shardId, regionId) => regionId === Math.floor(shardId / 5) || (shardId === 7 && regionId === 0),
    },
    told: ["shard:7 leader_conflict: shard 7 has two leaders"],
  },
  {
    name: "no replica of a shard leads",
    breakage: { leads: (shardId, regionId) => regionId === Math.floor(shardId / 5) && shardId !== 7 },
    told: ["shard:7 no_leader: shard 7 has no leader"],
  },
  {
    name: "two causes: a region is killed, and what is between two others is cut",
    regions: 4,
    breakage: {
      isSilent: (_, regionId) => regionId === 3,
      isCut: (_, leaderId, followerId) => leaderId + followerId === 1,
    },
    told: [
      "region:3 region_silent: 3 silent: 20 replicas, 5 shards without a leader",
      "link:0-1 link: link 0 - 1 broken: 10 followers lag",
    ],
  },
  {
    name: "two causes: a region applies nothing, and a shard of another is silent",
    breakage: {
      isSilent: (shardId, regionId) => shardId === 0 && regionId === 0,
      isCut: (_, __, followerId) => followerId === 2,
    },
    told: [
      "replica:0-0 replica_silent: shard 0 in 0 silent: no leader",
      "region:2 region_behind: 2 behind: 9 followers lag",
    ],
  },
];

function toldOf(cluster: LivingCluster): readonly string[] {
  return cluster.told.map(({ id, cause, title }) => `${id} ${cause}: ${title}`);
}

describe("what is told a minute after", () => {
  test.each(someRows(STORIES, 6))(
    "$name",
    ({ regions = 3, shards = 5, onlyLeaders = false, breakage, told }) => {
      const cluster = new LivingCluster(regions, shards, {}, onlyLeaders);
      cluster.live(MINUTE);
      cluster.live(MINUTE, breakage);
      expect(toldOf(cluster)).toEqual(told);
      for (const region of cluster.controlPlane.totals().regions) {
        expect([region.regionId, region.isExplained]).toEqual([region.regionId, true]);
      }
      cluster.live(MINUTE);
      expect(toldOf(cluster)).toEqual([]);
      // One incident of each cause from its first sign to its end, however it wavers in between.
      expect(cluster.course.filter((change) => change.startsWith("began"))).toHaveLength(told.length);
      expect(cluster.course.filter((change) => change.startsWith("ended"))).toHaveLength(told.length);
    },
  );
});

test("regions that fall silent one after the other, within a few heartbeats each, are one incident", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(MINUTE);
  cluster.live(8_000, { isSilent: (_, regionId) => regionId === 0 });
  cluster.live(8_000, { isSilent: (_, regionId) => regionId < 2 });
  cluster.live(MINUTE, { isSilent: () => true });
  expect(toldOf(cluster)).toEqual([
    "cluster nothing_heard: nothing heard from 0, 1, 2: 45 replicas, 15 shards without a leader",
  ]);
});

test("a region that lags and then falls silent is the same incident, worse", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(MINUTE);
  cluster.live(MINUTE, { isCut: (_, __, followerId) => followerId === 1 });
  cluster.live(MINUTE, { isSilent: (_, regionId) => regionId === 1 });
  cluster.live(2 * MINUTE);
  expect(cluster.course).toEqual([
    "began region_behind region:1",
    "changed region_silent region:1",
    "ended region_silent region:1",
  ]);
});

test("a region that died before we started is one incident, since nobody says any more that it led", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(2 * MINUTE, { isSilent: (_, regionId) => regionId === 1 });
  expect(toldOf(cluster)).toEqual([
    "region:1 region_silent: 1 silent: 15 replicas, 5 shards without a leader",
  ]);
  expect(cluster.course.filter((change) => change.includes("no_leader"))).toEqual([]);
});

test("a replica that goes in and out of silence again and again is unstable, until it has been there for long", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(MINUTE);
  for (let times = 0; times < 4; times += 1) {
    cluster.live(40_000, { isSilent: (shardId, regionId) => shardId === 3 && regionId === 2 });
    cluster.live(20_000);
  }
  expect(toldOf(cluster)).toEqual(["replica:3-2 replica_unstable: shard 3 in 2 unstable"]);
  cluster.live(2 * MINUTE);
  expect(toldOf(cluster)).toEqual([]);
});

test("where heartbeats are rare, a replica is unstable by the same measure", () => {
  const cluster = new LivingCluster(3, 1, { offlineAfterMs: 10 * MINUTE });
  cluster.live(MINUTE);
  for (let times = 0; times < 3; times += 1) {
    cluster.live(11 * MINUTE, { isSilent: (shardId, regionId) => shardId === 1 && regionId === 2 });
    cluster.live(MINUTE);
  }
  expect(toldOf(cluster)).toEqual(["replica:1-2 replica_unstable: shard 1 in 2 unstable"]);
});

test("what follows in a region of which nothing was heard yet is no lag of single shards", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(20_000, {
    isSilent: (_, regionId) => regionId === 1,
    isCut: (shardId, _, followerId) => shardId === 0 && followerId === 1,
  });
  cluster.live(MINUTE, { isSilent: (_, regionId) => regionId === 1 });
  expect(cluster.course).toEqual(["began region_silent region:1"]);
});

test("lag that is reckoned by throughput alone begins no earlier than we did, and one that its sender tells does", () => {
  const cluster = new TestCluster([[0, 0]]);
  const startedNs = cluster.time.wallNs;
  const startOf = (told: Partial<ShardStats>): boolean | undefined => {
    cluster.run(MINUTE, (elapsedMs) => {
      const lag = { signalThroughputEps: 0.1, replicationLag: new Map([[1, 500n]]) };
      if (elapsedMs % 5_000 === 0) cluster.beat(0, 0, { ...lag, ...told });
    });
    const [incident] = cluster.controlPlane.totals().incidents;
    return incident && incident.startedNs < startedNs;
  };
  expect(startOf({})).toBe(false);
  cluster.run(MINUTE, () => cluster.beat(0, 0, { replicationLag: new Map([[1, 0n]]) }));
  expect(startOf({ replicationLagNs: new Map([[1, 600_000_000_000n]]) })).toBe(true);
});

test("a replica whose process starts anew again and again is unstable, though it is never silent", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(MINUTE);
  cluster.live(MINUTE, { bootsOften: (shardId, regionId) => shardId === 3 && regionId === 2 });
  expect(toldOf(cluster)).toEqual(["replica:3-2 replica_unstable: shard 3 in 2 unstable"]);
});

test("very many faults of single shards are told up to 256, the rest is counted and explains nothing", () => {
  const cluster = new LivingCluster(3, 200);
  cluster.live(MINUTE / 3);
  cluster.live(MINUTE, {
    isCut: (shardId, _, followerId) =>
      shardId % 2 === 0 && followerId === (Math.floor(shardId / 200) + 1) % 3,
  });
  const { incidents, incidentsNotListed, regions } = cluster.controlPlane.totals();
  expect([incidents.length, incidentsNotListed]).toEqual([256, 44]);
  expect(regions.map(({ isExplained }) => isExplained)).toEqual([true, true, false]);
});

test("very many shards that several lead are told up to 256, the same ones at each look, and the rest is counted", () => {
  const cluster = new LivingCluster(2, 150);
  cluster.live(MINUTE, { leads: () => true });
  const { incidents, incidentsNotListed } = cluster.controlPlane.totals();
  expect([incidents.length, incidentsNotListed]).toEqual([256, 44]);
  expect(new Set(incidents.map(({ cause }) => cause))).toEqual(new Set(["leader_conflict"]));
  cluster.live(MINUTE / 3, { leads: () => true });
  expect(cluster.controlPlane.totals().incidents.map(({ id }) => id)).toEqual(incidents.map(({ id }) => id));
});
