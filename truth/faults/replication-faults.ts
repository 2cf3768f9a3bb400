import { linksOf, pairOf, regionsOf } from "./acts";
import type { Cause, FaultKind } from "./fault";
import { Harm } from "./harm";
import type { World } from "../world/world";

/** What befalls shipping and applying. */
export const REPLICATION_FAULTS: readonly FaultKind[] = [
  ...([false, true] as const).map((bothWays): FaultKind => ({
    name: bothWays ? "link_cut" : "link_cut_one_way",
    perThousandDays: bothWays ? 40 : 15,
    why: "ways between regions fail for minutes, about once a month; one way only is rarer",
    isPaged: true,
    lastsS: [61, 600],
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const [from, to] = pairOf(world);
      return {
        subjects: [from, to],
        mayNameNone: false,
        begin: () => {
          harm.breakLinks(linksOf(world, from, to, bothWays));
        },
        end: () => {
          harm.mendLinks(linksOf(world, from, to, bothWays));
        },
      };
    },
  })),
  {
    name: "link_slow",
    perThousandDays: 40,
    why: "ways between regions are overloaded for minutes, about once a month",
    isPaged: true,
    lastsS: [180, 600],
    hasShortForm: false,
    draw: (world: World): Cause => {
      const [from, to] = pairOf(world);
      const links = [world.cluster.links[from]![to]!, world.cluster.links[to]![from]!];
      const before = links.map(({ delayMs, eventsPerStep }) => ({ delayMs, eventsPerStep }));
      return {
        subjects: [from, to],
        mayNameNone: false,
        begin: () => {
          for (const link of links) Object.assign(link, { delayMs: 1500, eventsPerStep: 2 });
        },
        end: () => {
          links.forEach((link, place) => Object.assign(link, before[place]));
        },
      };
    },
  },
  {
    name: "region_isolated",
    perThousandDays: 10,
    why: "a region loses its peers but not its way out: three times a year",
    isPaged: true,
    lastsS: [61, 600],
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      const others = regionsOf(world).filter((other) => other !== region);
      const links = others.flatMap((other) => linksOf(world, region, other, true));
      return {
        subjects: [region],
        mayNameNone: false,
        begin: () => {
          harm.breakLinks(links);
        },
        end: () => {
          harm.mendLinks(links);
        },
      };
    },
  },
  ...(["shard", "region"] as const).map((what): FaultKind => ({
    name: `shipper_stopped_${what}`,
    perThousandDays: what === "shard" ? 30 : 10,
    why: "a stuck shipper of one shard once a month, of all of a region's three times a year",
    isPaged: true,
    lastsS: [61, 600],
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      const led = world.cluster.ledIn(region);
      const shards = what === "shard" ? [world.random.pick(led)] : led;
      const leaders = shards.map((shard) => world.cluster.replica(shard, region));
      return {
        // Of one shard the followers are as much to look at as the leader: one alert tells of both.
        subjects: what === "shard" ? regionsOf(world) : [region],
        mayNameNone: what === "shard",
        begin: () => {
          harm.mark(leaders, "shipsNothing");
        },
        end: () => {
          harm.unmark(leaders, "shipsNothing");
        },
      };
    },
  })),
  ...(["shard", "region"] as const).map((what): FaultKind => ({
    name: `follower_stalled_${what}`,
    perThousandDays: what === "shard" ? 60 : 10,
    why: "a follower that applies nothing twice a month, all of a region three times a year",
    isPaged: true,
    lastsS: [61, 600],
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      const followers = world.cluster
        .inRegion(region)
        .filter(({ shard }) => world.cluster.leaders[shard] !== region);
      const one = world.random.pick(followers);
      const stalled = what === "shard" ? [one] : followers;
      return {
        subjects: what === "shard" ? [region, world.cluster.homes[one.shard]!] : [region],
        mayNameNone: false,
        begin: () => {
          harm.mark(stalled, "isStalled");
        },
        end: () => {
          harm.unmark(stalled, "isStalled");
        },
      };
    },
  })),
  {
    name: "disk_full",
    perThousandDays: 10,
    why: "a replica's disk fills up three times a year: what it follows is not applied, what it leads takes no writes",
    isPaged: true,
    lastsS: [61, 600],
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const replica = world.random.pick(world.cluster.replicas);
      return {
        subjects: [replica.region, world.cluster.homes[replica.shard]!],
        mayNameNone: false,
        begin: () => {
          harm.mark([replica], "isFull");
        },
        end: () => {
          harm.unmark([replica], "isFull");
        },
      };
    },
  },
];
