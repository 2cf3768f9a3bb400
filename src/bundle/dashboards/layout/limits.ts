import type { PanelPromql } from "../../signals/panels/panel-promql";
import type { Limits } from "../panels/thresholds";
import { BURN_LIMITS } from "../../terms/error-budget";

/** Lag that makes the replica that reports it Degraded. */
export function lagLimits({ options }: PanelPromql): Limits {
  return { base: "healthy", steps: [[options.thresholds.degradedLagMs / 1000, "degraded"]] };
}

/** Silence that makes a replica Offline. */
export function silenceLimits({ options }: PanelPromql): Limits {
  return { base: "healthy", steps: [[options.thresholds.offlineAfterMs / 1000, "offline"]] };
}

/** Distance of a clock from the exporter's, either way, above which the alert about clocks fires. */
export function skewLimits({ options }: PanelPromql): Limits {
  const limitSeconds = options.thresholds.clockSkewMs / 1000;
  return {
    base: "degraded",
    steps: [
      [-limitSeconds, "healthy"],
      [limitSeconds, "degraded"],
    ],
  };
}

/** The same limit as two lines in a graph. */
export function skewLines({ options }: PanelPromql): Limits {
  const limitSeconds = options.thresholds.clockSkewMs / 1000;
  return {
    base: "degraded",
    steps: [
      [-limitSeconds, "degraded"],
      [limitSeconds, "degraded"],
    ],
  };
}

/** What is left of an error budget: nothing below 0, little below a quarter. */
export const BUDGET_LIMITS: Limits = {
  base: "offline",
  steps: [
    [0, "degraded"],
    [0.25, "healthy"],
  ],
};

/** From which burn rate on a budget does not last, and from which on it is gone in days. */
export const BURN_RATE_LIMITS: Limits = {
  base: "healthy",
  steps: [
    [BURN_LIMITS.threeDays, "degraded"],
    [BURN_LIMITS.hour, "offline"],
  ],
};

/** The least upper end of the axis of a graph, so that its limit is seen from a distance. */
export function axisTop({ steps }: Limits): number {
  return Math.max(...steps.map(([value]) => value)) * 1.2;
}

/** What a panel about lag says where no follower is told of: there is none, its leader is silent, or single ones are not served. */
export const NO_LAG_KNOWN = "no lag known";

/** What a panel about heartbeats says where none came, or the exporter has no series for single shards. */
export const NOTHING_HEARD = "none known";
