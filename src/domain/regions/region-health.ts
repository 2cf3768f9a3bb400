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
  if (isExcused || table.isAnyExcused) excuse(table, isExcused ?? (() => false));
  const excused = excusedByRegion(table);
  return new Map(
    Array.from(table.regionStates.regions(), ([regionId, counts]) => [
      regionId,
      regionStatus(counts, excused?.[regionId]),
    ]),
  );
}

/** By region id, how many of its Offline replicas speak against nobody, as it was noted last; undefined where none does. */
export function excusedByRegion({
  regionIds,
  states,
  excused,
  slots,
  isAnyExcused,
}: ReplicaTable): Uint32Array | undefined {
  if (!isAnyExcused) return undefined;
  const counts = new Uint32Array(slots.regionLimit);
  for (let slot = 0; slot < slots.slotCount; slot += 1)
    if (slots.isTaken(slot) && states[slot] === OFFLINE) counts[regionIds[slot]!]! += excused[slot]!;
  return counts;
}

/** Notes who is excused. */
function excuse(table: ReplicaTable, isExcused: (slot: number) => boolean): void {
  const { regionIds, states, excused, slots } = table;
  table.isAnyExcused = false;
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    const regionId = regionIds[slot]!;
    const isIt =
      slots.isTaken(slot) &&
      states[slot] === OFFLINE &&
      isExcused(slot) &&
      !table.regionStates.isAllIn(regionId, OFFLINE);
    excused[slot] = isIt ? 1 : 0;
    if (isIt) table.isAnyExcused = true;
  }
}
