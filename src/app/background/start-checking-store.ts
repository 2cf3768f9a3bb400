import type { Readiness } from "./readiness";
import { repeatEvery } from "../../concurrency/repeat-every";

/** How often the store is asked whether it can be reached, for the readiness probe. */
const STORE_CHECK_INTERVAL_MS = 5_000;

/**
 * Asks the store again and again whether it can be reached. Does not keep the process alive by itself.
 *
 * @returns a function that ends it.
 */
export function startCheckingStore(readiness: Pick<Readiness, "checkStore">): () => void {
  return repeatEvery(STORE_CHECK_INTERVAL_MS, () => void readiness.checkStore());
}
