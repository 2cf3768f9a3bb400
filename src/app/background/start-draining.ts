import type { Exposition } from "../../metrics/exposition";
import { repeatEvery } from "../../concurrency/repeat-every";

/**
 * How often a pass through changed lines begins, in milliseconds. Rarely enough that several heartbeats of neighbouring shards, or
 * of one, are taken together, which is cheaper than each by itself; often enough that a scrape finds little left to do.
 */
const DRAIN_INTERVAL_MS = 1_000;

/**
 * Brings the lines that an exposition keeps up to date in the background, a slice in each turn of the event loop until a pass
 * is over. Does not keep the process alive by itself.
 *
 * @returns a function that ends it.
 */
export function startDraining(exposition: Pick<Exposition, "drain">): () => void {
  let nextSlice: NodeJS.Immediate | undefined;
  const drain = (): void => {
    nextSlice = exposition.drain() ? undefined : setImmediate(drain).unref();
  };
  const end = repeatEvery(DRAIN_INTERVAL_MS, () => {
    if (nextSlice === undefined) drain();
  });
  return () => {
    end();
    clearImmediate(nextSlice);
  };
}
