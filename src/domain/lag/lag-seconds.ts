const STEPS_PER_SECOND = 1e6;

/**
 * A lag as it is shown: in whole microseconds. It is written out millions of times, and digits beyond say nothing about two
 * machines. What is judged is the lag itself.
 */
export function roundedLagSeconds(lagSeconds: number): number {
  return Math.round(lagSeconds * STEPS_PER_SECOND) / STEPS_PER_SECOND;
}
