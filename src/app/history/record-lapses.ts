import type { ControlPlane } from "../../domain/control-plane";
import type { EventRecorder } from "../../domain/history/event-recorder";
import { MaintenanceLapses } from "../../domain/history/maintenance-lapses";
import type { ChangeMoment } from "../../domain/history/membership-events";
import type { ClusterEvent } from "../../domain/terms/cluster-event";

/** What finds lapses, to be made before the first event of this process: it tells none that an earlier process has told. */
export function lapsesBehind(kept: readonly ClusterEvent[], nowNs: bigint): MaintenanceLapses {
  const lapsed = kept.filter(({ kind }) => kind === "maintenance_lapsed");
  const titles = new Set(lapsed.map(({ title }) => title));
  return new MaintenanceLapses({ titles, sinceNs: kept[0]?.atNs ?? nowNs });
}

/** Records planned work that has lapsed since the last call. */
export function recordLapses(
  { maintenance }: Pick<ControlPlane, "maintenance">,
  lapses: MaintenanceLapses,
  recorder: EventRecorder,
  moment: ChangeMoment,
): void {
  for (const event of lapses.look(maintenance.all, moment)) recorder.record(event);
}
