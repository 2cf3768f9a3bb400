import type { Exposition } from "../../metrics/exposition";
/**
 * Brings the lines that an exposition keeps up to date in the background, a slice in each turn of the event loop until nothing
 * is left. Does not keep the process alive by itself.
 *
 * @returns a function that ends it.
 */
export declare function startDraining(exposition: Pick<Exposition, "drain">): () => void;
