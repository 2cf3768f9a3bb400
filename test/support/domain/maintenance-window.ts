import type { MaintenanceWindow } from "../../../src/domain/terms/maintenance-window";

export const HOUR_NS = 3_600_000_000_000n;

/** Work on region 1 that began at 0 and lasts an hour, but for what is given; with a shard it is on that alone. */
export function maintenanceWindow(given: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  const subject = given.shardId === undefined && given.regionId === undefined ? { regionId: 1 } : {};
  return {
    id: "drain-eu",
    ...subject,
    by: "alice",
    reason: "kernel upgrade",
    startedNs: 0n,
    untilNs: HOUR_NS,
    ...given,
  };
}
