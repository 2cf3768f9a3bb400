import type { Readiness } from "./readiness";
/**
 * Asks the store again and again whether it can be reached. Does not keep the process alive by itself.
 *
 * @returns a function that ends it.
 */
export declare function startCheckingStore(readiness: Pick<Readiness, "checkStore">): () => void;
