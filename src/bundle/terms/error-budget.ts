/** Days for which an error budget has to last. */
export const BUDGET_DAYS = 30;

/**
 * How many times as fast as it may a budget is spent when somebody should know, by the time over which that is so: 2 % of thirty
 * days' budget in an hour, 5 % in six, 10 % in a day or in three. The figures of Google's SRE workbook.
 */
export const BURN_LIMITS = { hour: 14.4, sixHours: 6, day: 3, threeDays: 1 } as const;

/** The smallest objective whose budget can be spent as fast as the first of the limits: all the time is bad then. */
export const SMALLEST_OBJECTIVE = 1 - 1 / BURN_LIMITS.hour;

/** The share of the time that may be bad. */
export function errorBudget(objective: number): number {
  // 1 - 0.999 is not 0.001 in doubles, and the rules show it.
  return Number((1 - objective).toFixed(9));
}
