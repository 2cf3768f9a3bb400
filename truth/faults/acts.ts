import type { Link } from "../world/cluster";
import type { Path } from "../world/network";
import type { World } from "../world/world";

/** What every kind of fault is put together from. */

/** Some seconds later other regions lead the shards of a region that died, if it is still dead. */
export function failOver(world: World, shards: readonly number[], afterMs: number): void {
  world.after(afterMs, () => {
    for (const shard of shards) {
      const led = world.cluster.leaders[shard];
      if (led !== undefined && world.cluster.replica(shard, led).isAlive) continue;
      const heir = world.cluster
        .ofShard(shard)
        .filter(({ isAlive }) => isAlive)
        .sort((a, b) => world.cluster.applied(shard, b.region) - world.cluster.applied(shard, a.region))[0];
      if (heir !== undefined) world.cluster.lead(shard, heir.region);
    }
  });
}

/** Links from one region to another, one way or both. */
export function linksOf(world: World, from: number, to: number, bothWays: boolean): readonly Link[] {
  const { links } = world.cluster;
  return bothWays ? [links[from]![to]!, links[to]![from]!] : [links[from]![to]!];
}

/** The ways of some regions to every exporter. */
export function pathsOf(world: World, regions: readonly number[]): readonly Path[] {
  return world.network.paths.flatMap((paths) => regions.map((region) => paths[region]!));
}

/** Does something again and again for as long as a fault lasts. */
export function repeat(world: World, lengthMs: number, everyMs: () => number, act: () => void): void {
  const endMs = world.nowMs + lengthMs;
  const next = (): void => {
    if (world.nowMs >= endMs) return;
    act();
    world.after(everyMs(), next);
  };
  next();
}

/** Stops every exporter and starts it again a while later. */
export function restartExporters(world: World, downMs: number): void {
  for (const exporter of world.exporters) exporter.stop();
  world.after(downMs, () => {
    for (const exporter of world.exporters) exporter.start(world.nowMs);
  });
}

export function regionsOf(world: World): readonly number[] {
  return [...Array(world.cluster.shape.regions).keys()];
}

/** Two different regions. */
export function pairOf(world: World): readonly [number, number] {
  const from = world.random.pick(regionsOf(world));
  return [from, world.random.pick(regionsOf(world).filter((region) => region !== from))];
}
