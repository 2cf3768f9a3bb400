import type { AlertName } from "../../src/bundle/alert-name";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS, withTimesScaled } from "../../src/bundle/options";
import type { BundleOptions } from "../../src/bundle/options";
import type { WatchSettings } from "./watched-cluster";

/** By how much a rehearsal is faster than what is shipped. */
export const REHEARSAL_SPEED = 10;

/** The clusters of a rehearsal: silence is as much shorter as all else; lag is not, since a busy machine has some. */
export const REHEARSAL_WATCH: WatchSettings = {
  offlineAfterMs: DEFAULT_BUNDLE_OPTIONS.thresholds.offlineAfterMs / REHEARSAL_SPEED,
  degradedLagMs: 3_000,
  heartbeatIntervalMs: 500,
};

/** Alerts that an Offline region silences and that hold on the longest once it is heard again. */
const SILENCED_LONGEST: AlertName = "TidaldbReplicationStalled";

/** The options of rules that are the shipped ones with every time divided by the speed. */
export function rehearsalOptions(): BundleOptions {
  const fast = withTimesScaled(DEFAULT_BUNDLE_OPTIONS, 1 / REHEARSAL_SPEED);
  const { offlineAfterMs, degradedLagMs } = REHEARSAL_WATCH;
  const { TidaldbRegionOffline: offline, [SILENCED_LONGEST]: silenced } = fast.alertTimes;
  return bundleOptions({
    ...fast,
    runbookBaseUrl: "https://runbooks.example",
    dashboardBaseUrl: "https://grafana.example",
    thresholds: { ...fast.thresholds, offlineAfterMs, degradedLagMs },
    alertTimes: {
      ...fast.alertTimes,
      TidaldbRegionOffline: {
        ...offline,
        // What it silences must not outlive it, or recovery pages.
        keepFiringForMs: Math.max(offline.keepFiringForMs, silenced.keepFiringForMs + 12_000),
      },
    },
  });
}
