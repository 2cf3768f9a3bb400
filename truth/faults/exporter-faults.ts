import { failOver, pathsOf, regionsOf, repeat, restartExporters } from "./acts";
import type { Cause, FaultKind } from "./fault";
import { Harm } from "./harm";
import type { World } from "../world/world";

const NOTHING = (): void => undefined;

/** What befalls the ways to exporters, and the exporters. */
export const EXPORTER_FAULTS: readonly FaultKind[] = [
  {
    name: "region_cut_off",
    perThousandDays: 30,
    why: "the way of one region to the exporter fails for minutes, once a month",
    isPaged: true,
    lastsS: [61, 600],
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      return {
        subjects: [region],
        mayNameNone: false,
        begin: () => {
          harm.mark(pathsOf(world, [region]), "isCut");
        },
        end: () => {
          harm.unmark(pathsOf(world, [region]), "isCut");
        },
      };
    },
  },
  ...(["all", "all_but_one"] as const).map((what): FaultKind => ({
    name: `${what}_cut_off`,
    perThousandDays: what === "all" ? 20 : 5,
    why: "our own way in fails twice a quarter, for some but not all twice a year",
    isPaged: true,
    lastsS: [61, 600],
    hasShortForm: true,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const all = regionsOf(world);
      const regions = what === "all" ? all : world.random.sample(all, all.length - 1);
      return {
        subjects: what === "all" ? [] : regions,
        mayNameNone: true,
        begin: () => {
          harm.mark(pathsOf(world, regions), "isCut");
        },
        end: () => {
          harm.unmark(pathsOf(world, regions), "isCut");
        },
      };
    },
  })),
  {
    name: "queue_held",
    perThousandDays: 10,
    why: "a queue before the exporter stands still and then delivers all: three times a year",
    isPaged: true,
    lastsS: [20, 90],
    hasShortForm: false,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      return {
        subjects: [region],
        mayNameNone: false,
        begin: () => {
          harm.mark(pathsOf(world, [region]), "isHeld");
        },
        end: () => {
          harm.unmark(pathsOf(world, [region]), "isHeld");
          world.network.paths.forEach((paths, exporter) => {
            if (!paths[region]!.isHeld) world.network.release(exporter, region, world.nowMs);
          });
        },
      };
    },
  },
  ...(["old_heartbeats_of_the_dead", "replays_of_the_living"] as const).map((what): FaultKind => ({
    name: what,
    perThousandDays: 5,
    why: "a queue that delivers again after a crash of its own: twice a year",
    isPaged: what === "old_heartbeats_of_the_dead",
    lastsS: [120, 600],
    hasShortForm: false,
    draw: (world: World, durationMs: number): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      const replicas = world.cluster.inRegion(region);
      const isDead = what === "old_heartbeats_of_the_dead";
      return {
        subjects: [region],
        mayNameNone: false,
        begin: () => {
          if (isDead) harm.kill(replicas);
          repeat(
            world,
            durationMs - 5000,
            () => world.random.between(15_000, 45_000),
            () => {
              const old = world.network.sentBy(region).slice(0, isDead ? undefined : -replicas.length);
              const again = old.slice(-2 * replicas.length);
              again.forEach((stats, place) => {
                world.network.deliver(stats, world.nowMs + 5 * place);
              });
            },
          );
        },
        end: () => {
          harm.revive(replicas);
        },
      };
    },
  })),
  {
    name: "loss_30_percent",
    perThousandDays: 20,
    why: "an overloaded way to the exporter, twice a quarter",
    isPaged: false,
    lastsS: [60, 600],
    hasShortForm: false,
    draw: (world: World): Cause => {
      const paths = pathsOf(world, regionsOf(world));
      const before = paths.map(({ loss }) => loss);
      return {
        subjects: [],
        mayNameNone: true,
        begin: () => {
          for (const path of paths) path.loss = 0.3;
        },
        end: () => {
          paths.forEach((path, place) => (path.loss = before[place]!));
        },
      };
    },
  },
  ...(["restart", "stall", "throttle", "clock_step"] as const).map((what): FaultKind => ({
    name: `exporter_${what}`,
    perThousandDays: { restart: 100, stall: 20, throttle: 10, clock_step: 10 }[what],
    why: "releases and moves of the exporter restart it every ten days; it stalls, is throttled or gets its clock set now and then",
    isPaged: false,
    lastsS: what === "stall" ? [10, 60] : [120, 400],
    hasShortForm: false,
    draw: (world: World, durationMs: number): Cause => ({
      subjects: [],
      mayNameNone: true,
      begin: () => {
        if (what === "restart") restartExporters(world, world.random.between(2000, 15_000));
        for (const exporter of world.exporters) {
          if (what === "stall") exporter.stalledUntilMs = world.nowMs + durationMs;
          if (what === "throttle") exporter.isThrottled = true;
          if (what === "clock_step") exporter.wallStepMs += world.random.between(-3_600_000, 3_600_000);
        }
      },
      end: () => {
        for (const exporter of world.exporters) exporter.isThrottled = false;
      },
    }),
  })),
  ...(["restart", "stall", "throttle"] as const).map((what): FaultKind => ({
    name: `region_killed_then_exporter_${what}`,
    perThousandDays: 3,
    why: "what kills a region touches the exporter too, or somebody restarts it: in a third of them",
    isPaged: true,
    lastsS: [180, 600],
    hasShortForm: false,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      const replicas = world.cluster.inRegion(region);
      return {
        subjects: [region],
        mayNameNone: false,
        begin: () => {
          failOver(world, world.cluster.ledIn(region), world.random.between(8000, 20_000));
          harm.kill(replicas);
          world.after(world.random.between(5000, 120_000), () => {
            if (what === "restart") restartExporters(world, world.random.between(2000, 10_000));
            for (const exporter of world.exporters) {
              if (what === "stall") exporter.stalledUntilMs = world.nowMs + 25_000;
              if (what === "throttle") exporter.isThrottled = true;
            }
          });
        },
        end: () => {
          for (const exporter of world.exporters) exporter.isThrottled = false;
          harm.revive(replicas);
        },
      };
    },
  })),
  {
    name: "exporter_restart_loop",
    perThousandDays: 5,
    why: "an exporter that dies of its memory limit: twice a year",
    isPaged: true,
    lastsS: [240, 600],
    hasShortForm: false,
    draw: (world: World, durationMs: number): Cause => ({
      subjects: [],
      mayNameNone: true,
      begin: () => {
        repeat(
          world,
          durationMs,
          () => 25_000,
          () => {
            restartExporters(world, 2000);
          },
        );
      },
      end: NOTHING,
    }),
  },
  {
    name: "exporter_down",
    perThousandDays: 10,
    why: "an exporter that does not start again: three times a year",
    isPaged: true,
    lastsS: [240, 600],
    hasShortForm: true,
    draw: (world: World): Cause => ({
      subjects: [],
      mayNameNone: true,
      begin: () => {
        for (const exporter of world.exporters) exporter.stop();
      },
      end: () => {
        for (const exporter of world.exporters) exporter.start(world.nowMs);
      },
    }),
  },
  {
    name: "two_exporters_see_different_things",
    perThousandDays: 10,
    why: "the way of one region to one of two exporters fails: three times a year where there are two",
    isPaged: false,
    lastsS: [61, 600],
    exporters: 2,
    hasShortForm: false,
    draw: (world: World): Cause => {
      const harm = new Harm(world);
      const region = world.random.pick(regionsOf(world));
      const path = world.network.paths[0]![region]!;
      return {
        subjects: [region],
        mayNameNone: false,
        begin: () => {
          harm.mark([path], "isCut");
        },
        end: () => {
          harm.unmark([path], "isCut");
        },
      };
    },
  },
];
