import type { RegionStatus } from "../terms/cluster-health";
import type { ReplicaState } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import { DEGRADED, HEALTHY, OFFLINE, PENDING, REPLICA_STATES } from "../terms/replica-health";
import type { HealthThresholds } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";

/** How many replicas of a region are in which state. */
export type ReplicaCounts = Record<ReplicaState, number>;

/**
 * A region's state from its replicas'. Offline when every one of them is; Degraded when any is Offline or Degraded; Unknown
 * while none has been heard and none is overdue; else Healthy.
 */
export function regionStatus({ Healthy, Degraded, Offline, Pending }: ReplicaCounts): RegionStatus {
  const total = Healthy + Degraded + Offline + Pending;
  if (Pending === total) return "Unknown";
  if (Offline === total) return "Offline";
  return Offline + Degraded > 0 ? "Degraded" : "Healthy";
}

/** The replicas of each region, counted by state. */
export class StateCounts {
  readonly #counts: Uint32Array<ArrayBuffer>;
  readonly #regionLimit: number;

  /** @param regionLimit - more than the id of any region that is counted. */
  constructor(regionLimit: number) {
    this.#counts = new Uint32Array(regionLimit * REPLICA_STATES.length);
    this.#regionLimit = regionLimit;
  }

  /** @param state - as columns have it, an index of `REPLICA_STATES`. */
  add(regionId: RegionId, state: number): void {
    const at = regionId * REPLICA_STATES.length + state;
    this.#counts[at] = this.#counts[at]! + 1;
  }

  /** The regions that have a replica, by id. */
  *regions(): Generator<[RegionId, ReplicaCounts], void> {
    for (let regionId = 0; regionId < this.#regionLimit; regionId += 1) {
      const at = regionId * REPLICA_STATES.length;
      const Healthy = this.#counts[at + HEALTHY]!;
      const Degraded = this.#counts[at + DEGRADED]!;
      const Offline = this.#counts[at + OFFLINE]!;
      const Pending = this.#counts[at + PENDING]!;
      if (Healthy + Degraded + Offline + Pending > 0)
        yield [regionId, { Healthy, Degraded, Offline, Pending }];
    }
  }
}

/** Finds out the state of every replica as of `livedMs`. Returns that of every region that has one, by region id. */
export function updateStates(
  table: ReplicaTable,
  livedMs: number,
  thresholds: HealthThresholds,
): ReadonlyMap<RegionId, RegionStatus> {
  const counts = new StateCounts(table.slots.regionLimit);
  const { regionIds, slots } = table;
  // In the order in which they lie in memory: a cluster's order would miss the cache at every step.
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    if (!slots.isTaken(slot)) continue;
    counts.add(regionIds[slot]!, table.updateState(slot, livedMs, thresholds));
  }
  return new Map(Array.from(counts.regions(), ([regionId, region]) => [regionId, regionStatus(region)]));
}
