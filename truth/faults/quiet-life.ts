import { regionsOf, repeat } from "./acts";
import type { Cause, FaultKind } from "./fault";
import { Harm } from "./harm";
import type { World } from "../world/world";

const NOTHING = (): void => undefined;

/** What happens in a healthy cluster, and must wake nobody. */
export const QUIET_LIFE: readonly FaultKind[] = [
  {
    name: "quiet_life",
    perThousandDays: 1000,
    why: "a quarter of an hour in which nothing happens stands for each day",
    isPaged: false,
    lastsS: [600, 900],
    hasShortForm: false,
    draw: (): Cause => ({ subjects: [], mayNameNone: true, begin: NOTHING, end: NOTHING }),
  },
  {
    name: "topology_move",
    perThousandDays: 50,
    why: "a shard's home is moved three times in two months",
    isPaged: false,
    lastsS: [60, 300],
    hasShortForm: false,
    draw: (world: World): Cause => {
      const shard = world.random.below(world.cluster.homes.length);
      const home = world.cluster.homes[shard]!;
      const region = world.random.pick(regionsOf(world).filter((other) => other !== home));
      return {
        subjects: [],
        mayNameNone: true,
        begin: () => {
          world.cluster.lead(shard, region);
        },
        end: NOTHING,
      };
    },
  },
  {
    name: "rolling_restart",
    perThousandDays: 30,
    why: "a release of tidalDB once a month",
    isPaged: false,
    lastsS: [300, 600],
    hasShortForm: false,
    draw: (world: World, durationMs: number): Cause => {
      const harm = new Harm(world);
      const left = [...world.cluster.replicas];
      const everyMs = durationMs / left.length;
      return {
        subjects: [],
        mayNameNone: true,
        begin: () => {
          repeat(
            world,
            durationMs,
            () => everyMs,
            () => {
              const replica = left.shift();
              if (replica === undefined) return;
              harm.kill([replica]);
              world.after(world.random.between(2000, 12_000), () => {
                harm.revive([replica]);
              });
            },
          );
        },
        end: NOTHING,
      };
    },
  },
];
