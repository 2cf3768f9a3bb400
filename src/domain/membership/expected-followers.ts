import type { RegionId, ReplicaId } from "../terms/ids";
import { OFFLINE } from "../terms/replica-health";
import { NO_SLOT } from "../replicas/replica-slots";
import type { ReplicaTable } from "../replicas/replica-table";
import type { Topology } from "./topology";

/** So many replicas are looked at each time, which takes a millisecond or two. */
const LOOKS_AT_A_TIME = 4_000;

/**
 * The followers that live leaders name, where followers of this cluster send heartbeats at all: such a follower exists, so it
 * is expected like one that the topology names. In a cluster of which only leaders were ever heard, nobody is.
 */
export class ExpectedFollowers {
  readonly #replicas: ReplicaTable;
  readonly #topology: Topology;
  #doFollowersBeat = false;
  #next = 0;

  constructor(replicas: ReplicaTable, topology: Topology) {
    this.#replicas = replicas;
    this.#topology = topology;
  }

  /**
   * Looks at the next few thousand replicas, and expects from now on whom their leaders name. To be called again and again.
   *
   * @param sinceMs - lived time at which the first heartbeat of those that are found became due.
   * @param mayExpect - whether one that is not known may become so.
   */
  look(sinceMs: number, mayExpect: (id: ReplicaId) => boolean): void {
    const { slots, liveness, states } = this.#replicas;
    // Those that are added meanwhile say nothing yet.
    const { slotCount } = slots;
    for (let looked = 0; looked < Math.min(LOOKS_AT_A_TIME, slotCount); looked += 1) {
      this.#next = this.#next + 1 < slotCount ? this.#next + 1 : 0;
      const slot = this.#next;
      if (!slots.isTaken(slot) || !liveness.isHeard(slot)) continue;
      if (this.#isFollower(slot)) this.#doFollowersBeat = true;
      else if (this.#doFollowersBeat && states[slot] !== OFFLINE)
        this.#expectThoseOf(slot, sinceMs, mayExpect);
    }
  }

  #expectThoseOf(slot: number, sinceMs: number, mayExpect: (id: ReplicaId) => boolean): void {
    const { followers, shardIds, regionIds } = this.#replicas;
    const shardId = shardIds[slot]!;
    for (let row = followers.starts[slot]!; row < followers.endOf(slot); row += 1) {
      const regionId: RegionId = followers.followerIds[row]!;
      const id = { shardId, regionId };
      if (regionId === regionIds[slot] || this.#replicas.slotOf(id) !== NO_SLOT || !mayExpect(id)) continue;
      this.#replicas.add(id, sinceMs);
    }
  }

  /** One that does not say what it is follows when the topology names another home of its shard. */
  #isFollower(slot: number): boolean {
    const { reports, shardIds, regionIds } = this.#replicas;
    const role = reports.role(slot);
    if (role !== undefined) return role === "follower";
    const home = this.#topology.homeOf(shardIds[slot]!);
    return home !== undefined && home !== regionIds[slot];
  }
}
