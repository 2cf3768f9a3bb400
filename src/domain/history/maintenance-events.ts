import type { EventDraft } from "../terms/cluster-event";
import type { MaintenanceWindow } from "../terms/maintenance-window";
import type { ChangeMoment } from "./membership-events";

/** The event of planned work that was announced. */
export function maintenanceAnnounced(
  { id, by, reason, regionId, shardId, startedNs }: MaintenanceWindow,
  { atNs, nameOf }: ChangeMoment,
): EventDraft {
  return {
    kind: "maintenance_announced",
    atNs,
    title: `maintenance ${id} announced by ${by}: ${reason}`,
    regionId,
    regionName: regionId === undefined ? undefined : nameOf(regionId),
    shardId,
    startedNs,
  };
}

/** The event of planned work that was said to be over. */
export function maintenanceEnded(id: string, atNs: bigint): EventDraft {
  return { kind: "maintenance_ended", atNs, title: `maintenance ${id} ended` };
}
