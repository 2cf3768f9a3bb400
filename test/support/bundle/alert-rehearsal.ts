import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { withTimesScaled } from "./with-times-scaled";
import type { BundleOptions } from "../../../src/bundle/options/options";
import type { WatchSettings } from "../programs/watched-cluster";

/** By how much a rehearsal is faster than what is shipped. */
export const REHEARSAL_SPEED = 10;

/** The clusters of a rehearsal: silence is as much shorter as all else; lag is not, since a busy machine has some. */
export const REHEARSAL_WATCH: WatchSettings = {
  offlineAfterMs: DEFAULT_BUNDLE_OPTIONS.thresholds.offlineAfterMs / REHEARSAL_SPEED,
  degradedLagMs: 3_000,
  heartbeatIntervalMs: 500,
};

/** The options of rules that are the shipped ones with every time divided by the speed. */
export function rehearsalOptions(): BundleOptions {
  const fast = withTimesScaled(DEFAULT_BUNDLE_OPTIONS, 1 / REHEARSAL_SPEED);
  const { offlineAfterMs, degradedLagMs } = REHEARSAL_WATCH;
  return bundleOptions({
    ...fast,
    runbookBaseUrl: "https://runbooks.example",
    dashboardBaseUrl: "https://grafana.example",
    thresholds: { ...fast.thresholds, offlineAfterMs, degradedLagMs },
    // They look back for an hour and more: even ten times as fast they would be over long after everything else.
    alertUrgencies: {
      TidaldbErrorBudgetBurnsFast: { enabled: false },
      TidaldbErrorBudgetBurnsSlowly: { enabled: false },
    },
  });
}
