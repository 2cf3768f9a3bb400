/** Of five or more, one in five may be missing: one shard that is idle, or caught up by chance, must not split a cause in two. */
const ONE_IN = 5;

/**
 * Whether `count` are nearly all of `total`: all of up to four, all but one of five to nine, and so on. Of none nothing is
 * nearly all: there is no evidence.
 */
export function isNearlyAll(count: number, total: number): boolean {
  return total > 0 && count >= total - Math.floor(total / ONE_IN);
}
