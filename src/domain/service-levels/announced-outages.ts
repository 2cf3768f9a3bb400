import type { AnnouncedWork } from "../maintenance/announced-work";
import type { RegionId } from "../terms/ids";
import { OFFLINE } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";

/**
 * Which regions are not Healthy because of planned work: it covers the region as a whole, or every replica in it that is Offline.
 * Costs nothing while nothing is planned.
 */
export function announcedOutages(
  { slots, states, shardIds, regionIds }: Pick<ReplicaTable, "slots" | "states" | "shardIds" | "regionIds">,
  work: AnnouncedWork,
): (regionId: RegionId) => boolean {
  if (work.windows.length === 0) return () => false;
  const isAllCovered = new Map<RegionId, boolean>();
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    if (states[slot] !== OFFLINE || !slots.isTaken(slot)) continue;
    const regionId = regionIds[slot]!;
    if (isAllCovered.get(regionId) !== false)
      isAllCovered.set(regionId, work.covers(shardIds[slot]!, regionId));
  }
  return (regionId) => work.ofRegion(regionId).length > 0 || isAllCovered.get(regionId) === true;
}
