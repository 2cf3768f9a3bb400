import { resized } from "../columns/resized";
import type { ReplicaState } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import { DEGRADED, HEALTHY, OFFLINE, PENDING, REPLICA_STATES } from "../terms/replica-health";

/** How many replicas of a region are in which state. */
export type ReplicaCounts = Record<ReplicaState, number>;

const STATES = REPLICA_STATES.length;

/** The replicas of each region, counted by state: as columns have it, an index of `REPLICA_STATES`. */
export class StateCounts {
  #byRegion = new Uint32Array(0);
  #regionLimit = 0;

  /** Replicas of a region, in whatever state. */
  ofRegion(regionId: RegionId): number {
    if (regionId >= this.#regionLimit) return 0;
    let count = 0;
    for (let state = 0; state < STATES; state += 1) count += this.#byRegion[regionId * STATES + state]!;
    return count;
  }

  /** Whether every replica of a region is in a state. */
  isAllIn(regionId: RegionId, state: number): boolean {
    return this.#byRegion[regionId * STATES + state] === this.ofRegion(regionId);
  }

  /** @param by - how many; below 0 they are taken away. */
  add(regionId: RegionId, state: number, by = 1): void {
    if (regionId >= this.#regionLimit) this.#grow(regionId);
    const at = regionId * STATES + state;
    this.#byRegion[at] = this.#byRegion[at]! + by;
  }

  /** The regions that have a replica, by id. */
  *regions(): Generator<[RegionId, ReplicaCounts], void> {
    for (let regionId = 0; regionId < this.#regionLimit; regionId += 1) {
      const at = regionId * STATES;
      const Healthy = this.#byRegion[at + HEALTHY]!;
      const Degraded = this.#byRegion[at + DEGRADED]!;
      const Offline = this.#byRegion[at + OFFLINE]!;
      const Pending = this.#byRegion[at + PENDING]!;
      if (Healthy + Degraded + Offline + Pending > 0)
        yield [regionId, { Healthy, Degraded, Offline, Pending }];
    }
  }

  #grow(regionId: RegionId): void {
    this.#regionLimit = regionId + 1;
    if (this.#regionLimit * STATES <= this.#byRegion.length) return;
    this.#byRegion = resized(this.#byRegion, 2 * this.#regionLimit * STATES);
  }
}
