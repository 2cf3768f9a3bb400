import type { BundleOptions } from "../options/options";
import type { BundleThresholds } from "../terms/base-options";
import { BURN_LIMITS, errorBudget, SMALLEST_OBJECTIVE } from "../terms/error-budget";
import type { OptionFinding } from "./option-finding";

const OBJECTIVE_EXPECTED = `a share above ${SMALLEST_OBJECTIVE.toFixed(3)} and below 1: a larger budget is never spent ${BURN_LIMITS.hour} times as fast as it may, and there is no share of none`;

/** Limits with which an alert would always fire, or never, and what they have to be. */
const EXPECTED: Readonly<
  Partial<Record<keyof BundleThresholds, readonly [holds: (value: number) => boolean, expected: string]>>
> = {
  offlineRegionShare: [isShare, "a number above 0, up to 1"],
  throughputShare: [isShare, "a number above 0, up to 1"],
  regionFlaps: [(value) => value >= 1, "1 or more: every region has changed no less than 0 times"],
  walGrowthFactor: [(value) => value >= 1, "1 or more: a smaller factor finds a WAL that shrinks"],
  restarts: [(value) => value >= 1, "1 or more: every exporter has restarted no less than 0 times"],
  availabilityObjective: [isObjective, OBJECTIVE_EXPECTED],
  freshnessObjective: [isObjective, OBJECTIVE_EXPECTED],
  seriesBudget: [(value) => value >= 1, "1 or more"],
};

/** Limits that limit nothing. */
export function amountFindings({ thresholds }: BundleOptions): readonly OptionFinding[] {
  return Object.entries(EXPECTED).flatMap(([name, [holds, expected]]): readonly OptionFinding[] => {
    const value = thresholds[name as keyof BundleThresholds];
    if (holds(value)) return [];
    return [{ options: [["thresholds", name]], message: `expected ${expected}; got ${value}` }];
  });
}

function isShare(value: number): boolean {
  return value > 0 && value <= 1;
}

function isObjective(value: number): boolean {
  return value > SMALLEST_OBJECTIVE && errorBudget(value) > 0;
}
