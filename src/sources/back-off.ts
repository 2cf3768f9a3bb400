/** Several failures in a row make a source be asked more rarely, up to so many intervals. */
const MOST_INTERVALS = 4;

/** Each wait is longer or shorter by up to this share, so that exporters that started together do not ask together. */
const JITTER = 0.1;

/**
 * From the beginning of a poll to that of the next, in milliseconds.
 *
 * @param failures - in a row, up to now: from the second on the wait doubles with each.
 * @param chance - from 0 to 1.
 */
export function backOffMs(intervalMs: number, failures: number, chance: number): number {
  const intervals = Math.min(MOST_INTERVALS, 2 ** Math.max(0, failures - 1));
  const jitter = 1 + JITTER * (2 * chance - 1);
  return Math.min(MOST_INTERVALS * intervalMs, intervals * intervalMs * jitter);
}
