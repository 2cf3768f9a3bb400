import type { RegionStatus } from "../terms/cluster-health";
import type { RegionId } from "../terms/ids";
import { OFFLINE } from "../terms/replica-health";
import type { ReplicaCounts } from "../replicas/state-counts";
import type { ReplicaTable } from "../replicas/replica-table";

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

/**
 * The state of every region that has a replica, by region id, as the table's replicas are in their states.
 *
 * @param isExcused - whether the silence of the Offline replica in a slot speaks against nobody; undefined where that is so of
 *   none. It is noted in the table.
 */
export function regionStates(
  table: ReplicaTable,
  isExcused: ((slot: number) => boolean) | undefined,
): ReadonlyMap<RegionId, RegionStatus> {
  const excused = isExcused || table.isAnyExcused ? excuse(table, isExcused ?? (() => false)) : undefined;
  return new Map(
    Array.from(table.regionStates.regions(), ([regionId, counts]) => [
      regionId,
      regionStatus(counts, excused?.[regionId]),
    ]),
  );
}

/** Notes who is excused, and returns how many are in each region. */
function excuse(table: ReplicaTable, isExcused: (slot: number) => boolean): Uint32Array {
  const { regionIds, states, excused, slots } = table;
  const counts = new Uint32Array(slots.regionLimit);
  table.isAnyExcused = false;
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    const regionId = regionIds[slot]!;
    const isIt =
      slots.isTaken(slot) &&
      states[slot] === OFFLINE &&
      isExcused(slot) &&
      !table.regionStates.isAllIn(regionId, OFFLINE);
    excused[slot] = isIt ? 1 : 0;
    if (!isIt) continue;
    counts[regionId]! += 1;
    table.isAnyExcused = true;
  }
  return counts;
}
