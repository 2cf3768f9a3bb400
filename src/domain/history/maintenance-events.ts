import type { EventDraft } from "../terms/cluster-event";
import { maintenanceEndNs } from "../terms/maintenance-window";
import type { MaintenanceWindow } from "../terms/maintenance-window";
import { NS_PER_MS } from "../terms/units";
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

/**
 * The event of planned work that lapsed by itself. The moment of its end is in the title, which so is the same for one lapse and
 * another for each.
 */
export function maintenanceLapsed(window: MaintenanceWindow, { atNs, nameOf }: ChangeMoment): EventDraft {
  const { id, regionId, shardId, startedNs, untilNs } = window;
  const endNs = maintenanceEndNs(window);
  const why = endNs < untilNs ? "its lease was not renewed" : "its time was over, and nobody had ended it";
  return {
    kind: "maintenance_lapsed",
    atNs,
    title: `maintenance ${id} lapsed at ${new Date(Number(endNs / NS_PER_MS)).toISOString()}: ${why}`,
    regionId,
    regionName: regionId === undefined ? undefined : nameOf(regionId),
    shardId,
    startedNs,
  };
}
