import type { Readiness } from "./readiness";

/** How often the store is asked whether it can be reached, for the readiness probe. */
const STORE_CHECK_INTERVAL_MS = 5_000;

/**
 * Asks the store again and again whether it can be reached. Does not keep the process alive by itself.
 *
 * @returns a function that ends it.
 */
export function startCheckingStore(readiness: Pick<Readiness, "checkStore">): () => void {
  const timer = setInterval(() => void readiness.checkStore(), STORE_CHECK_INTERVAL_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
