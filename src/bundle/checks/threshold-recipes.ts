import type { BundleOptions } from "../options/options";
import { HISTORY_RECIPES } from "./history-recipes";
import { beside, constant, countBeside, growing, growingTimes } from "./threshold-recipe";
import type { RecipeSeries, Side, ThresholdRecipe } from "./threshold-recipe";

const REGION = { region: "eu-west" } as const;
const REPLICA = { ...REGION, shard: "1" } as const;

/** Regions of the cluster of which some are Offline. */
const REGIONS = 20;

function nothing(): number {
  return 0;
}

function intervalSeconds({ evaluationIntervalMs }: BundleOptions): number {
  return evaluationIntervalMs / 1000;
}

function health(region: string, isOffline: boolean): readonly RecipeSeries[] {
  return ["healthy", "offline"].map((state) => ({
    metric: "tidaldb_region_health",
    labels: { region, state },
    values: constant(Number((state === "offline") === isOffline)),
  }));
}

function offlineRegions({ thresholds }: BundleOptions, side: Side): readonly RecipeSeries[] {
  // A share of 0 is reached by no Offline region at all, and of less there is nothing.
  const offline = Math.max(0, countBeside(thresholds.offlineRegionShare * REGIONS, side));
  return Array.from({ length: REGIONS }, (_, region) => health(`region-${region}`, region < offline)).flat();
}

/**
 * Alerts whose limits are options, each with what it takes to reach the limit. The alerts about incidents have no limit of their
 * own but their waiting.
 */
export const THRESHOLD_RECIPES: readonly ThresholdRecipe[] = [
  {
    alert: "TidaldbFollowerLagging",
    fillsMs: ({ windows }) => windows.lagTrendMs,
    series: ({ thresholds }, side) => [
      {
        metric: "tidaldb_replication_lag_seconds",
        labels: { ...REPLICA, follower: "us-east" },
        values: constant(beside(thresholds.degradedLagMs / 1000, side)),
      },
    ],
  },
  {
    alert: "TidaldbTooFewHealthyRegions",
    fillsMs: nothing,
    series: offlineRegions,
  },
  {
    alert: "TidaldbClockSkew",
    fillsMs: nothing,
    series: ({ thresholds }, side) => [
      { metric: "tidaldb_shard_up", labels: REPLICA, values: constant(1) },
      {
        metric: "tidaldb_shard_clock_skew_seconds",
        labels: REPLICA,
        values: constant(-beside(thresholds.clockSkewMs / 1000, side)),
      },
    ],
  },
  {
    alert: "TidaldbHeartbeatsRejected",
    fillsMs: ({ windows }) => windows.rateMs,
    series: (options, side) => [
      {
        metric: "tidaldb_exporter_heartbeats_total",
        labels: { result: "rejected" },
        values: growing((beside(options.thresholds.rejectedPerMinute, side) / 60) * intervalSeconds(options)),
      },
    ],
  },
  {
    alert: "TidaldbExporterRestarting",
    fillsMs: nothing,
    series: ({ thresholds }, side) => [
      { metric: "process_start_time_seconds", values: growingTimes(countBeside(thresholds.restarts, side)) },
    ],
  },
  {
    alert: "TidaldbCertificateAboutToExpire",
    fillsMs: nothing,
    series: ({ thresholds }, side) => certificateEnds(thresholds.certificateCriticalMs, side),
  },
  {
    alert: "TidaldbCertificateExpiresSoon",
    fillsMs: nothing,
    series: ({ thresholds }, side) => certificateEnds(thresholds.certificateWarningMs, side),
  },
  {
    alert: "TidaldbSeriesOverBudget",
    fillsMs: nothing,
    series: ({ thresholds }, side) => [
      { metric: "tidaldb_exporter_series", values: constant(beside(thresholds.seriesBudget, side)) },
    ],
  },
  {
    alert: "TidaldbSlowRender",
    fillsMs: nothing,
    series: ({ thresholds }, side) => [
      {
        metric: "tidaldb_exporter_render_duration_seconds",
        values: constant(beside(thresholds.renderMs / 1000, side)),
      },
    ],
  },
  {
    alert: "TidaldbExporterStalled",
    fillsMs: ({ windows }) => windows.stallMs,
    series: stalls,
  },
  ...HISTORY_RECIPES,
];

function stalls(options: BundleOptions, side: Side): readonly RecipeSeries[] {
  const { thresholds, windows } = options;
  const share = beside(thresholds.stallMs, side) / windows.stallMs;
  return [
    {
      metric: "tidaldb_exporter_stall_seconds_total",
      values: growing(share * intervalSeconds(options)),
    },
  ];
}

/** Tests begin at 0 of the epoch: what is left when the alert has waited is what is meant by the limit, or a day more. */
function certificateEnds(withinMs: number, side: Side): readonly RecipeSeries[] {
  const endsMs = side === "past the limit" ? withinMs * 0.9 : withinMs * 1.1 + 86_400_000;
  return [
    {
      metric: "tidaldb_exporter_certificate_expiry_timestamp_seconds",
      values: constant(Math.round(endsMs / 1000)),
    },
  ];
}
