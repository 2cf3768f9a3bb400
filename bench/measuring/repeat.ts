import { performance } from "node:perf_hooks";

import type { RunOptions } from "./row";
import { SampleCollector } from "./sample-collector";

/** A row that takes longer is repeated less often: ten minutes must do for all of them, also for a slow build. */
const BUDGET_SECONDS = 45;

/**
 * Measures again and again, as often as the options say or until the time of one row is over, but at least once. The very
 * first time warms everybody up and is thrown away.
 *
 * @param measure - takes a number that is never the same twice, for figures that have to be new, and where samples go.
 */
export async function repeat(
  collector: SampleCollector,
  { repetitions }: RunOptions,
  measure: (round: number, into: SampleCollector) => Promise<void>,
): Promise<void> {
  const startedMs = performance.now();
  await measure(1, new SampleCollector());
  for (let round = 2; round <= repetitions + 1; round += 1) {
    await measure(round, collector);
    if (performance.now() - startedMs > BUDGET_SECONDS * 1000) return;
  }
}
