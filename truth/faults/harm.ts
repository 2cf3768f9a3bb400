import type { Link, Replica } from "../world/cluster";
import type { World } from "../world/world";

/** What one cause does to a world. What two causes do to the same thing lasts until both have ended. */
export class Harm {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  kill(replicas: readonly Replica[]): void {
    for (const replica of replicas) {
      this.#world.harms.add(this, replica, "isAlive");
      replica.isAlive = false;
    }
  }

  revive(replicas: readonly Replica[]): void {
    for (const replica of replicas) {
      const isFree = this.#world.harms.remove(this, replica, "isAlive");
      if (isFree && !replica.isAlive) this.#world.cluster.start(replica);
    }
  }

  /** Raises a flag that says that something is out of order. */
  mark<Flag extends string>(targets: readonly Record<Flag, boolean>[], flag: Flag): void {
    for (const target of targets) {
      this.#world.harms.add(this, target, flag);
      target[flag] = true;
    }
  }

  unmark<Flag extends string>(targets: readonly Record<Flag, boolean>[], flag: Flag): void {
    for (const target of targets) {
      if (this.#world.harms.remove(this, target, flag)) target[flag] = false;
    }
  }

  breakLinks(links: readonly Link[]): void {
    for (const link of links) {
      this.#world.harms.add(this, link, "isUp");
      link.isUp = false;
    }
  }

  mendLinks(links: readonly Link[]): void {
    for (const link of links) if (this.#world.harms.remove(this, link, "isUp")) link.isUp = true;
  }
}
