import type { BundleOptions } from "../options/options";
import { BURN_LIMITS, errorBudget } from "../terms/error-budget";
import { beside, constant, growing } from "./threshold-recipe";
import type { RecipeSeries, Side, ThresholdRecipe } from "./threshold-recipe";

const REGION = { region: "eu-west" } as const;

/** Evaluations between what is compared, beyond those that options ask for, so that none of them decides. */
const SPARE = 4;

/** The limit cannot be tried with these options: what would have to be told apart is too close together. */
const NEVER = Infinity;

function evaluations(ms: number, { evaluationIntervalMs }: BundleOptions): number {
  return Math.ceil(ms / evaluationIntervalMs);
}

/** Evaluations from a collapse until its alert fires: the mean of now has to forget what was before. */
function collapsed(options: BundleOptions): number {
  const { throughputMs } = options.windows;
  return evaluations(throughputMs + options.alertTimes.TidaldbThroughputCollapse.forMs, options) + 2 * SPARE;
}

function collapse(options: BundleOptions, side: Side): readonly RecipeSeries[] {
  const { throughputShare, idleSignalsPerSecond } = options.thresholds;
  const usual = 100 * (idleSignalsPerSecond + 1);
  // Less than the limit is past it here.
  const other: Side = side === "past the limit" ? "just below it" : "past the limit";
  const now = constant(beside(throughputShare, other) * usual);
  return [
    {
      metric: "tidaldb_region_signals_per_second",
      labels: REGION,
      values: `${usual}x${collapsed(options) + SPARE - 1} ${now}`,
    },
  ];
}

function grownWal(options: BundleOptions, side: Side): readonly RecipeSeries[] {
  const { walFloorBytes, walGrowthFactor } = options.thresholds;
  const before = Math.ceil(walFloorBytes) + 1_000;
  const after = Math.ceil(beside(walGrowthFactor, side) * before);
  const past = evaluations(options.windows.walPastMs, options);
  return [
    {
      metric: "tidaldb_shard_wal_bytes",
      labels: { ...REGION, shard: "1" },
      values: `${before}x${past + 1} ${after}+1*`,
    },
  ];
}

/** A share of each moment at which the region is Offline, beside the one that spends its budget as fast as the alert says. */
function burnt({ thresholds, evaluationIntervalMs }: BundleOptions, side: Side): readonly RecipeSeries[] {
  const bad = beside(BURN_LIMITS.hour, side) * errorBudget(thresholds.availabilityObjective);
  const of = (state: string, share: number): RecipeSeries => ({
    metric: "tidaldb_region_state_seconds_total",
    labels: { ...REGION, state, announced: "false" },
    values: growing((share * evaluationIntervalMs) / 1000),
  });
  return [of("healthy", 1 - Math.min(bad, 1)), of("offline", Math.min(bad, 1))];
}

/** Alerts that compare with what was before, or add up: what it takes to reach their limits has a past. */
export const HISTORY_RECIPES: readonly ThresholdRecipe[] = [
  {
    alert: "TidaldbRegionFlapping",
    fillsMs: ({ windows }) => windows.flappingMs,
    series: ({ thresholds, windows, evaluationIntervalMs }, side) => [
      {
        metric: "tidaldb_region_health_transitions_total",
        labels: { ...REGION, from: "healthy", to: "degraded" },
        values: growing((beside(thresholds.regionFlaps, side) * evaluationIntervalMs) / windows.flappingMs),
      },
    ],
  },
  {
    alert: "TidaldbThroughputCollapse",
    fillsMs: (options: BundleOptions): number => {
      const count = 2 * collapsed(options) + SPARE;
      const isTold = (count + SPARE) * options.evaluationIntervalMs < options.windows.throughputPastMs;
      return isTold ? collapseFillsMs(options, count) : NEVER;
    },
    series: collapse,
  },
  {
    alert: "TidaldbWalGrowth",
    fillsMs: (options: BundleOptions): number => {
      const { windows, alertTimes, evaluationIntervalMs } = options;
      const isTold = alertTimes.TidaldbWalGrowth.forMs + 3 * SPARE * evaluationIntervalMs < windows.walPastMs;
      return isTold ? windows.walPastMs + SPARE * evaluationIntervalMs : NEVER;
    },
    series: grownWal,
  },
  {
    alert: "TidaldbErrorBudgetBurnsFast",
    fillsMs: ({ alertTimes, evaluationIntervalMs }) =>
      // Over hours the slower one of its two limits is reached as well.
      alertTimes.TidaldbErrorBudgetBurnsFast.forMs <= 3_600_000 ? 300_000 + 2 * evaluationIntervalMs : NEVER,
    series: burnt,
  },
];

/** Beside what the alert waits, which is added. */
function collapseFillsMs(options: BundleOptions, count: number): number {
  return count * options.evaluationIntervalMs - options.alertTimes.TidaldbThroughputCollapse.forMs;
}
