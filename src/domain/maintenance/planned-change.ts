import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import { maintenanceState } from "../terms/maintenance-window";
import type { MaintenanceWindow } from "../terms/maintenance-window";
import { announcedWindow } from "./announce";
import type { AnnouncedWindow, MaintenanceRequest } from "./announce";
import type { MaintenanceWindows } from "./maintenance-windows";

/** What became of planned work that was to be announced; `full` means that it was not, for there is no room. */
export type MaintenanceOutcome =
  | { readonly kind: "announced" | "renewed"; readonly window: MaintenanceWindow }
  | Exclude<AnnouncedWindow, { readonly kind: "window" }>
  | { readonly kind: "full" };

/** What becomes of planned work that is to be announced, and all windows as they are then; without them nothing changes. */
export interface PlannedChange {
  readonly outcome: MaintenanceOutcome;
  readonly windows?: readonly MaintenanceWindow[];
}

/** What becomes of a request at a moment of our wall clock. It changes nothing yet. */
export function plannedChange(
  maintenance: Pick<MaintenanceWindows, "get" | "with">,
  request: MaintenanceRequest,
  nowNs: bigint,
  settings: Pick<ControlPlaneSettings, "maxMaintenanceTimeMs" | "maxMaintenanceWindows">,
): PlannedChange {
  const known = maintenance.get(request.id);
  const announced = announcedWindow(request, known, nowNs, settings.maxMaintenanceTimeMs);
  if (announced.kind !== "window") return { outcome: announced };
  const { window } = announced;
  const windows = maintenance.with(window, nowNs, settings.maxMaintenanceWindows);
  if (windows === undefined) return { outcome: { kind: "full" } };
  const isKnown = known?.startedNs === window.startedNs && maintenanceState(known, nowNs) === "active";
  return { outcome: { kind: isKnown ? "renewed" : "announced", window }, windows };
}
