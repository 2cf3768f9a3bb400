/** Three are a habit: one is a restart, two are one that had to be repeated. */
export const HABIT_COUNT = 3;
/** At least, and in parts of the silence that is Offline: where that is long, three returns take their time. */
const MANY_WITHIN_MS = 15 * 60 * 1000;
const MANY_WITHIN_PARTS = 30;
/** The same of the last one. What starts programs anew waits up to five minutes between two attempts. */
const AGAIN_WITHIN_MS = 6 * 60 * 1000;
const AGAIN_WITHIN_PARTS = 12;
/** Of what comes at shorter distances more than one and a half of them without the next is its end. */
const MOST_DISTANCES = 1.5;
/** But no sooner, in parts of the silence that is Offline: the next silence has to be found, and to end. */
const END_AFTER_PARTS = 2;

/** Milliseconds after which what happened last makes no habit any more, whatever the distance to the one before. */
export function longestHabitMs(offlineAfterMs: number): number {
  return Math.max(AGAIN_WITHIN_MS, AGAIN_WITHIN_PARTS * offlineAfterMs);
}

/**
 * Lived milliseconds: since when something happens again and again; undefined when it does not.
 *
 * @param lastMs - when it last happened, in lived milliseconds.
 * @param firstMs - when the last but {@link HABIT_COUNT} - 1 of them happened.
 * @param offlineAfterMs - the silence that is Offline, which says how often heartbeats come.
 */
export function habitSinceMs(
  lastMs: number | undefined,
  firstMs: number | undefined,
  livedMs: number,
  offlineAfterMs: number,
): number | undefined {
  if (lastMs === undefined || firstMs === undefined) return undefined;
  const distanceMs = (lastMs - firstMs) / (HABIT_COUNT - 1);
  const soonestMs = Math.max(END_AFTER_PARTS * offlineAfterMs, MOST_DISTANCES * distanceMs);
  const endMs = Math.min(longestHabitMs(offlineAfterMs), soonestMs);
  const manyMs = Math.max(MANY_WITHIN_MS, MANY_WITHIN_PARTS * offlineAfterMs);
  return livedMs - lastMs <= endMs && livedMs - firstMs <= manyMs ? firstMs : undefined;
}
