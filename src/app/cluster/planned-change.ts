import type { ControlPlane } from "../../domain/control-plane";
import { announcedWindow } from "../../domain/maintenance/announce";
import type { MaintenanceRequest } from "../../domain/maintenance/announce";
import { maintenanceState } from "../../domain/terms/maintenance-window";
import type { MaintenanceWindow } from "../../domain/terms/maintenance-window";
import type { MaintenanceOutcome } from "../../http/routing/cluster-admin";

/** What becomes of planned work that is to be announced, and all windows as they are then; without them nothing changes. */
export interface PlannedChange {
  readonly outcome: MaintenanceOutcome;
  readonly windows?: readonly MaintenanceWindow[];
}

/** What a control plane makes of a request now. It changes nothing yet. */
export function plannedChange(
  { maintenance, settings, now }: Pick<ControlPlane, "maintenance" | "settings"> & { readonly now: bigint },
  request: MaintenanceRequest,
): PlannedChange {
  const known = maintenance.get(request.id);
  const announced = announcedWindow(request, known, now, settings.maxMaintenanceTimeMs);
  if (announced.kind !== "window") return { outcome: announced };
  const { window } = announced;
  const windows = maintenance.with(window, now, settings.maxMaintenanceWindows);
  if (windows === undefined) return { outcome: { kind: "full" } };
  const isKnown = known?.startedNs === window.startedNs && maintenanceState(known, now) === "active";
  return { outcome: { kind: isKnown ? "renewed" : "announced", window }, windows };
}
