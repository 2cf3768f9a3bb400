import { StopWatch } from "./stop-watch";

/** How often a probe is asked again. */
const INTERVAL_MS = 100;

/**
 * Asks `probe` until it answers something other than undefined, for what another process does in its own time.
 *
 * @param what - what is waited for, as a sentence for whoever reads the failure.
 * @param deadlineMs - how long at most, in which this process did not stand still; the probe is asked at least once.
 * @throws Error when the deadline has passed; `cause` is what the last probe threw, if it did.
 */
export async function eventually<T>(
  what: string,
  deadlineMs: number,
  probe: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const watch = new StopWatch();
  try {
    for (;;) {
      const isLast = watch.passedMs >= deadlineMs;
      let cause: unknown;
      try {
        const answer = await probe();
        if (answer !== undefined) return answer;
      } catch (error) {
        cause = error;
      }
      if (isLast) throw new Error(`not within ${deadlineMs} ms: ${what}`, { cause });
      await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
    }
  } finally {
    watch.stop();
  }
}
