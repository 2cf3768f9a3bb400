import { LivingCluster } from "../../../support/domain/living-cluster";
import type { Breakage } from "../../../support/domain/living-cluster";
import { maintenanceWindow } from "../../../support/domain/maintenance-window";
import { NS_PER_MS } from "../../../../src/domain/terms/units";
import type { MaintenanceSubject } from "../../../../src/domain/terms/maintenance-window";
import { someRows } from "../../../support/property-runs";

const MINUTE = 60_000;

/** What is planned and what breaks, and what is told of it a minute later: each incident, and the work that explains it. */
interface Story {
  readonly name: string;
  readonly regions?: number;
  readonly shards?: number;
  /** Whether followers send no heartbeats. */
  readonly onlyLeaders?: boolean;
  readonly planned: readonly MaintenanceSubject[];
  readonly breakage: Breakage;
  /** Such as "region:1 by w0", or "region:1" for what pages. */
  readonly told: readonly string[];
}

const silentRegions =
  (...gone: readonly number[]) =>
  (_: number, regionId: number): boolean =>
    gone.includes(regionId);

const STORIES: readonly Story[] = [
  {
    name: "a region is drained",
    planned: [{ regionId: 1 }],
    breakage: { isSilent: silentRegions(1) },
    told: ["region:1 by w0"],
  },
  {
    name: "a region is not drained yet, and falls behind",
    planned: [{ regionId: 1 }],
    breakage: { isCut: (_, __, followerId) => followerId === 1 },
    told: ["region:1 by w0"],
  },
  {
    name: "nodes of a region are drained one by one",
    planned: [{ regionId: 1 }],
    breakage: { isSilent: (shardId, regionId) => regionId === 1 && shardId < 2 },
    told: ["replica:0-1 by w0", "replica:1-1 by w0"],
  },
  {
    name: "another region than the planned one is silent",
    planned: [{ regionId: 2 }],
    breakage: { isSilent: silentRegions(1) },
    told: ["region:1"],
  },
  {
    name: "the planned region and another one fall silent together",
    planned: [{ regionId: 1 }],
    breakage: { isSilent: silentRegions(1, 2) },
    told: ["cluster"],
  },
  {
    name: "both regions that fall silent together are planned",
    planned: [{ regionId: 1 }, { regionId: 2 }],
    breakage: { isSilent: silentRegions(1, 2) },
    told: ["cluster by w0, w1"],
  },
  {
    name: "a link of the planned region is cut",
    planned: [{ regionId: 2 }],
    breakage: { isCut: (_, leaderId, followerId) => leaderId !== 1 && followerId !== 1 },
    told: ["link:0-2 by w0"],
  },
  {
    name: "where only leaders speak, another region is behind the planned one alone",
    planned: [{ regionId: 2 }],
    onlyLeaders: true,
    breakage: { isCut: (_, leaderId, followerId) => leaderId === 2 && followerId === 1 },
    told: ["region:1 by w0"],
  },
  {
    name: "where only leaders speak, a region is behind another one while a third is planned",
    planned: [{ regionId: 0 }],
    onlyLeaders: true,
    breakage: { isCut: (_, leaderId, followerId) => leaderId === 2 && followerId === 1 },
    told: ["region:1"],
  },
  {
    name: "a link between two other regions is cut while one is drained",
    regions: 4,
    planned: [{ regionId: 3 }],
    breakage: {
      isSilent: silentRegions(3),
      isCut: (_, leaderId, followerId) => [leaderId, followerId].every((id) => id === 0 || id === 1),
    },
    told: ["link:0-1", "region:3 by w0"],
  },
  {
    name: "a shard is worked on",
    planned: [{ shardId: 3 }],
    breakage: { isSilent: (shardId) => shardId === 3 },
    told: ["shard:3 by w0"],
  },
  {
    name: "the whole region goes in which a shard is worked on",
    planned: [{ shardId: 3 }],
    breakage: { isSilent: silentRegions(0) },
    told: ["region:0"],
  },
  {
    name: "a replica is upgraded",
    planned: [{ shardId: 3, regionId: 1 }],
    breakage: { isSilent: (shardId, regionId) => shardId === 3 && regionId === 1 },
    told: ["replica:3-1 by w0"],
  },
  {
    name: "another replica of the shard goes while one is upgraded",
    planned: [{ shardId: 3, regionId: 1 }],
    breakage: { isSilent: (shardId, regionId) => shardId === 3 && regionId > 0 },
    told: ["replica:3-0", "replica:3-1 by w0", "replica:3-2"],
  },
  {
    name: "all replicas of a shard go while one is upgraded",
    planned: [{ shardId: 3, regionId: 1 }],
    breakage: { isSilent: (shardId) => shardId === 3 },
    told: ["shard:3"],
  },
  {
    name: "the one replica of a region is upgraded",
    shards: 1,
    planned: [
      { shardId: 1, regionId: 1 },
      { shardId: 0, regionId: 1 },
      { shardId: 2, regionId: 1 },
    ],
    breakage: { isSilent: silentRegions(1) },
    told: ["region:1 by w0, w1, w2"],
  },
  {
    name: "all but one replica of a region are planned, and all go",
    shards: 1,
    planned: [
      { shardId: 1, regionId: 1 },
      { shardId: 2, regionId: 1 },
    ],
    breakage: { isSilent: silentRegions(1) },
    told: ["region:1"],
  },
  {
    name: "a follower does not get a shard whose leader is upgraded",
    planned: [{ shardId: 3, regionId: 0 }],
    breakage: { isCut: (shardId, _, followerId) => shardId === 3 && followerId === 2 },
    told: ["replica:3-2 by w0"],
  },
  {
    name: "two replicas of a shard lead that is worked on: never planned",
    planned: [{ shardId: 3 }, { regionId: 0 }, { regionId: 1 }],
    breakage: {
      leads: (shardId, regionId) => regionId === Math.floor(shardId / 5) || (shardId === 3 && regionId === 1),
    },
    told: ["shard:3"],
  },
  {
    name: "nobody leads a shard after its region was drained of leaders",
    planned: [{ regionId: 0 }],
    breakage: { leads: (shardId, regionId) => shardId !== 3 && regionId === Math.floor(shardId / 5) },
    told: ["shard:3"],
  },
];

function cluster({
  regions = 3,
  shards = 5,
  onlyLeaders = false,
  planned,
  minutes = 60,
}: Pick<Story, "regions" | "shards" | "onlyLeaders" | "planned"> & {
  readonly minutes?: number;
}): LivingCluster {
  const living = new LivingCluster(regions, shards, {}, onlyLeaders);
  living.live(2 * MINUTE);
  const { wallNs } = living.time;
  living.controlPlane.maintenance.replace(
    planned.map((subject, index) =>
      maintenanceWindow({
        ...subject,
        id: `w${index}`,
        startedNs: wallNs,
        untilNs: wallNs + BigInt(minutes * MINUTE) * NS_PER_MS,
      }),
    ),
  );
  return living;
}

function toldOf(living: LivingCluster): readonly string[] {
  return living.incidents
    .map(({ id, announced }) => (announced ? `${id} by ${announced.windowIds.join(", ")}` : id))
    .sort();
}

test.each(someRows(STORIES, 8))("$name", (story) => {
  const living = cluster(story);
  living.live(MINUTE, story.breakage);
  expect(toldOf(living)).toEqual(story.told);
});

test("the state of a region is what it would be without any plan, and the region says that it is announced", () => {
  const living = cluster({ planned: [{ regionId: 1 }] });
  living.live(MINUTE, { isSilent: silentRegions(1) });
  const [, drained] = living.controlPlane.totals().regions;
  expect(drained).toMatchObject({ regionId: 1, state: "Offline", announcedBy: ["w0"] });
  expect(living.controlPlane.totals().regions[0]).toMatchObject({ announcedBy: [] });
});

test("an incident outlasts its announcement, with the start that it had", () => {
  const living = cluster({ planned: [{ regionId: 1 }], minutes: 5 });
  const breakage = { isSilent: silentRegions(1) };
  living.live(MINUTE, breakage);
  const [announced] = living.incidents;
  expect(announced?.announced).toBeDefined();
  living.live(5 * MINUTE, breakage);
  expect(living.incidents).toMatchObject([{ id: "region:1", startedNs: announced?.startedNs }]);
  expect(living.incidents[0]?.announced).toBeUndefined();
  expect(living.controlPlane.totals()).toMatchObject({ maintenance: [] });
  expect(living.course).toEqual(["began region_silent region:1"]);
});

test("it is announced until the first of the windows ends that are needed, leases aside", () => {
  const living = cluster({ planned: [{ regionId: 1 }, { regionId: 2 }] });
  const { all } = living.controlPlane.maintenance;
  const [first, second] = all as [(typeof all)[0], (typeof all)[0]];
  const soon = first.startedNs + 600_000_000_000n;
  living.controlPlane.maintenance.replace([
    { ...first, leaseUntilNs: soon },
    { ...second, untilNs: soon },
  ]);
  living.live(MINUTE, { isSilent: silentRegions(1, 2) });
  expect(living.incidents[0]?.announced).toEqual({ windowIds: ["w0", "w1"], untilNs: soon });
});

test("a region that heals under its plan ends its incident, and nothing is left", () => {
  const living = cluster({ planned: [{ regionId: 1 }] });
  living.live(5 * MINUTE, { isSilent: silentRegions(1) });
  living.live(MINUTE);
  expect(living.incidents).toEqual([]);
  expect(living.course).toEqual(["began region_silent region:1", "ended region_silent region:1"]);
});
