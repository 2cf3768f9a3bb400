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
 *
 * @param excused - so many of the Offline ones are leaders that were replaced, where only leaders are heard. Those make a region
 *   neither Degraded nor any better than Offline: where nobody else is heard, nobody is.
 */
export function regionStatus(
  { Healthy, Degraded, Offline, Pending }: ReplicaCounts,
  excused = 0,
): RegionStatus {
  const total = Healthy + Degraded + Offline + Pending;
  if (Pending === total) return "Unknown";
  if (Offline === total) return "Offline";
  return Offline - excused + Degraded > 0 ? "Degraded" : "Healthy";
}

/** The replicas of each region, counted by state. */
export class StateCounts {
  readonly #counts: Uint32Array<ArrayBuffer>;
  readonly #excused: Uint32Array<ArrayBuffer>;
  readonly #regionLimit: number;

  /** @param regionLimit - more than the id of any region that is counted. */
  constructor(regionLimit: number) {
    this.#counts = new Uint32Array(regionLimit * REPLICA_STATES.length);
    this.#excused = new Uint32Array(regionLimit);
    this.#regionLimit = regionLimit;
  }

  /** @param state - as columns have it, an index of `REPLICA_STATES`. */
  add(regionId: RegionId, state: number): void {
    const at = regionId * REPLICA_STATES.length + state;
    this.#counts[at] = this.#counts[at]! + 1;
  }

  /** Notes that one of the Offline replicas of a region speaks against nobody. */
  excuse(regionId: RegionId): void {
    this.#excused[regionId] = this.#excused[regionId]! + 1;
  }

  excusedIn(regionId: RegionId): number {
    return this.#excused[regionId]!;
  }

  /** Whether every replica of a region is Offline. */
  isOffline(regionId: RegionId): boolean {
    const at = regionId * REPLICA_STATES.length;
    const total = this.#counts
      .subarray(at, at + REPLICA_STATES.length)
      .reduce((sum, count) => sum + count, 0);
    return this.#counts[at + OFFLINE] === total;
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

/** Finds out the state of every replica as of `livedMs`, and counts them by region. */
export function updateStates(
  table: ReplicaTable,
  livedMs: number,
  thresholds: HealthThresholds,
): StateCounts {
  const counts = new StateCounts(table.slots.regionLimit);
  const { regionIds, slots } = table;
  // In the order in which they lie in memory: a cluster's order would miss the cache at every step.
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    if (!slots.isTaken(slot)) continue;
    counts.add(regionIds[slot]!, table.updateState(slot, livedMs, thresholds));
  }
  return counts;
}

/**
 * The state of every region that has a replica, by region id.
 *
 * @param counts - of the table's replicas by their present states.
 * @param isExcused - whether the silence of the Offline replica in a slot speaks against nobody; undefined where that is so of
 *   none. It is noted in the table.
 */
export function regionStates(
  table: ReplicaTable,
  counts: StateCounts,
  isExcused: ((slot: number) => boolean) | undefined,
): ReadonlyMap<RegionId, RegionStatus> {
  if (isExcused || table.isAnyExcused) excuse(table, counts, isExcused ?? (() => false));
  return new Map(
    Array.from(counts.regions(), ([regionId, region]) => [
      regionId,
      regionStatus(region, counts.excusedIn(regionId)),
    ]),
  );
}

function excuse(table: ReplicaTable, counts: StateCounts, isExcused: (slot: number) => boolean): void {
  const { regionIds, states, excused, slots } = table;
  table.isAnyExcused = false;
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    const regionId = regionIds[slot]!;
    const isIt =
      slots.isTaken(slot) && states[slot] === OFFLINE && isExcused(slot) && !counts.isOffline(regionId);
    excused[slot] = isIt ? 1 : 0;
    if (!isIt) continue;
    counts.excuse(regionId);
    table.isAnyExcused = true;
  }
}
