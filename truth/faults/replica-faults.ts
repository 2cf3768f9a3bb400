import { failOver, pairOf, regionsOf, repeat } from "./acts";
import type { Cause, FaultKind } from "./fault";
import { Harm } from "./harm";
import type { World } from "../world/world";

const LASTS = [61, 600] as const;
/** Where no heartbeat says that it is a new start, two short outages are what they look like, and page nobody. */
const A_ROW = 3;
/** Nobody says there who leads. */
const WITHOUT_ROLES = ["seven"] as const;

/**
 * Where only leaders send heartbeats, the death of followers is told by what they are behind. So is that of a leader that is
 * replaced before its silence is long enough, which is told as silence then.
 */
function areUnheard(
  { cluster: { shape, leaders } }: World,
  replicas: readonly { readonly shard: number; readonly region: number }[],
  failsOver = false,
): Pick<Cause, "isAboutLag" | "isToldByLag"> {
  if (shape.fields === "leaders" && failsOver) return { isToldByLag: true };
  const follow = replicas.every(({ shard, region }) => leaders[shard] !== region);
  return shape.fields === "leaders" && follow ? { isAboutLag: true } : {};
}

/** What befalls regions, shards and single replicas. */
export const REPLICA_FAULTS: readonly FaultKind[] = [
  {
    name: "region_killed",
    perThousandDays: 10,
    why: "a region of a cloud fails some three times a year",
    isPaged: true,
    lastsS: LASTS,
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      const replicas = world.cluster.inRegion(region);
      const failsOver = world.random.chance(0.5);
      return {
        subjects: [region],
        mayNameNone: false,
        begin: () => {
          if (failsOver) failOver(world, world.cluster.ledIn(region), world.random.between(8000, 20_000));
          harm.kill(replicas);
        },
        end: () => {
          harm.revive(replicas);
        },
      };
    },
  },
  {
    name: "shard_killed",
    perThousandDays: 20,
    why: "what one shard's data does to every replica of it: twice a quarter",
    isPaged: true,
    lastsS: LASTS,
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const replicas = world.cluster.ofShard(world.random.below(world.cluster.homes.length));
      return {
        subjects: regionsOf(world),
        mayNameNone: true,
        begin: () => {
          harm.kill(replicas);
        },
        end: () => {
          harm.revive(replicas);
        },
      };
    },
  },
  ...(["leader", "follower"] as const).map((role): FaultKind => ({
    name: `${role}_replica_killed`,
    perThousandDays: 100,
    why: "a process of some dozens dies every ten days",
    isPaged: true,
    lastsS: LASTS,
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const shard = world.random.below(world.cluster.homes.length);
      const home = world.cluster.homes[shard]!;
      const others = regionsOf(world).filter((region) => region !== home);
      const region = role === "leader" ? home : world.random.pick(others);
      const failsOver = role === "leader" && world.random.chance(0.5);
      const replicas = [world.cluster.replica(shard, region)];
      return {
        subjects: [region],
        mayNameNone: false,
        ...areUnheard(world, replicas, failsOver),
        begin: () => {
          if (failsOver) failOver(world, [shard], world.random.between(8000, 20_000));
          harm.kill(replicas);
        },
        end: () => {
          harm.revive(replicas);
        },
      };
    },
  })),
  {
    name: "host_killed",
    perThousandDays: 60,
    why: "a host of a dozen dies or is restarted twice a month",
    isPaged: true,
    lastsS: LASTS,
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      const all = world.cluster.inRegion(region);
      const replicas = world.random.sample(all, 2 + world.random.below(Math.max(1, all.length >> 2)));
      return {
        subjects: [region],
        mayNameNone: false,
        ...areUnheard(world, replicas),
        begin: () => {
          harm.kill(replicas);
        },
        end: () => {
          harm.revive(replicas);
        },
      };
    },
  },
  {
    name: "replica_restarting",
    perThousandDays: 30,
    why: "a process that dies at start: once a month",
    isPaged: true,
    lastsS: [180, 600],
    hasShortForm: false,
    draw: (world: World, durationMs: number): Cause => {
      const harm = new Harm(world);
      const replica = world.random.pick(world.cluster.replicas);
      const { leaders, shape } = world.cluster;
      const isHeard = shape.fields !== "leaders" || leaders[replica.shard] === replica.region;
      const saysBoot = shape.fields === "all" || shape.fields === "leaders";
      const silences: number[] = [];
      let upMs = 0;
      let endMs = 0;
      const pauseMs = (): number => {
        const downMs = world.random.between(15_000, 50_000);
        const offlineMs = world.nowMs + upMs + world.offlineAfterMs;
        if (offlineMs < Math.min(world.nowMs + upMs + downMs, endMs)) silences.push(offlineMs);
        return downMs;
      };
      return {
        subjects: [replica.region],
        mayNameNone: false,
        get isUntold(): boolean {
          return !isHeard || (!saysBoot && silences.length < A_ROW);
        },
        get toldFromMs(): number | undefined {
          return saysBoot ? undefined : silences[A_ROW - 1];
        },
        begin: () => {
          upMs = world.random.between(4000, 12_000);
          endMs = world.nowMs + durationMs;
          repeat(
            world,
            durationMs,
            () => upMs + pauseMs(),
            () => {
              harm.revive([replica]);
              world.after(upMs, () => {
                if (world.nowMs < endMs) harm.kill([replica]);
              });
            },
          );
        },
        end: () => {
          harm.revive([replica]);
        },
      };
    },
  },
  {
    name: "leader_conflict",
    perThousandDays: 5,
    why: "an error of the election: twice a year",
    isPaged: true,
    isUntoldBy: WITHOUT_ROLES,
    lastsS: [120, 600],
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const shard = world.random.below(world.cluster.homes.length);
      const [home] = [world.cluster.homes[shard]!];
      const region = world.random.pick(regionsOf(world).filter((other) => other !== home));
      const replica = world.cluster.replica(shard, region);
      return {
        subjects: [home, region],
        mayNameNone: true,
        begin: () => {
          harm.mark([replica], "claimsToLead");
        },
        end: () => {
          harm.unmark([replica], "claimsToLead");
        },
      };
    },
  },
  {
    name: "no_leader",
    perThousandDays: 5,
    why: "an election that ends with nobody: twice a year",
    isPaged: true,
    isUntoldBy: WITHOUT_ROLES,
    lastsS: [120, 600],
    hasShortForm: true,
    draw: (world: World): Cause => {
      const shard = world.random.below(world.cluster.homes.length);
      const home = world.cluster.homes[shard]!;
      return {
        subjects: regionsOf(world),
        mayNameNone: true,
        begin: () => {
          world.cluster.leaders[shard] = undefined;
        },
        end: () => {
          world.cluster.leaders[shard] = home;
        },
      };
    },
  },
  ...(["skew", "step", "stop"] as const).map((what): FaultKind => ({
    name: `clock_${what}`,
    perThousandDays: 20,
    why: "one host's clock is off, set or stands still: twice a quarter",
    isPaged: false,
    lastsS: [120, 600],
    hasShortForm: false,
    draw: (world: World): Cause => {
      const [region] = pairOf(world);
      const replicas = world.random.sample(world.cluster.inRegion(region), 3);
      const skewMs = world.random.betweenOrders(1500, 120_000) * (world.random.chance(0.5) ? 1 : -1);
      return {
        subjects: [region],
        mayNameNone: false,
        begin: () => {
          for (const replica of replicas) {
            if (what === "stop") replica.clockStoppedAtMs = world.nowMs;
            else replica.skewMs += skewMs;
          }
          // A step is set right in half a minute.
          if (what !== "step") return;
          world.after(30_000, () => {
            for (const replica of replicas) replica.skewMs -= skewMs;
          });
        },
        end: () => {
          for (const replica of replicas) {
            replica.clockStoppedAtMs = undefined;
            if (what === "skew") replica.skewMs -= skewMs;
          }
        },
      };
    },
  })),
];
