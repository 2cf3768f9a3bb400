import type { AlertName } from "../alerts/alert-entries";
import type { BundleOptions } from "../options/options";

/** A series of a rule test: its labels by the exporter's own names, and its values as promtool spells them. */
export interface RecipeSeries {
  readonly metric: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** In promtool's notation, one value for each interval; `*` repeats to the end of the test. */
  readonly values: string;
}

/** Which side of its limit an alert is tried on. */
export type Side = "past the limit" | "just below it";

/** How an alert's limit is tried: series that are past it, and the same ones just below. */
export interface ThresholdRecipe {
  readonly alert: AlertName;
  /** How long the series have to be there before the condition holds, in milliseconds; the alert's own waiting comes on top. */
  readonly fillsMs: (options: BundleOptions) => number;
  readonly series: (options: BundleOptions, side: Side) => readonly RecipeSeries[];
}

/** A value that is clearly on one side of a limit, and near it. */
export function beside(limit: number, side: Side): number {
  return limit * (side === "past the limit" ? 1.1 : 0.9);
}

/** The same for whole numbers of which the limit itself is too many. */
export function countBeside(limit: number, side: Side): number {
  const fewest = Math.ceil(limit);
  return side === "past the limit" ? fewest : fewest - 1;
}

/** A value that stays as it is. */
export function constant(value: number): string {
  return `${plain(value)}*`;
}

/** A counter that grows by so much in each interval. */
export function growing(perInterval: number): string {
  return `0+${plain(perInterval)}*`;
}

/** A counter that grows by one, so many times, and then stays. */
export function growingTimes(times: number): string {
  return `0+1x${times} ${times}*`;
}

/** promtool reads no exponents in series of steps. */
function plain(value: number): string {
  return value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 9 });
}
