import { bundleOptions } from "../../../src/bundle/options/options";
import type { BundleOptions } from "../../../src/bundle/options/options";
import type { BundleWindows } from "../../../src/bundle/terms/base-options";

const SECOND_MS = 1_000;

/**
 * The same options with every time of the rules (not the thresholds) multiplied, for a rehearsal in minutes of what takes
 * hours. Results are whole seconds, rounded up.
 */
export function withTimesScaled(options: BundleOptions, factor: number): BundleOptions {
  const scale = (ms: number): number => Math.ceil((ms * factor) / SECOND_MS) * SECOND_MS;
  const { windows, alertTimes } = options;
  const scaled = Object.entries(windows).map(([name, value]: [string, number | readonly number[]]) => [
    name,
    typeof value === "number" ? scale(value) : value.map(scale),
  ]);
  return bundleOptions({
    ...options,
    evaluationIntervalMs: scale(options.evaluationIntervalMs),
    windows: Object.fromEntries(scaled) as BundleWindows,
    alertTimes: Object.fromEntries(
      Object.entries(alertTimes).map(([name, { forMs, keepFiringForMs }]) => [
        name,
        { forMs: scale(forMs), keepFiringForMs: scale(keepFiringForMs) },
      ]),
    ),
  });
}
