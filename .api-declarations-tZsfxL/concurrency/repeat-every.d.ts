/**
 * Runs an action again and again, for the first time one interval from now. It does not wait for what an action leaves
 * under way, and does not keep the process alive by itself.
 *
 * @param action - must not throw.
 * @returns a function that ends it.
 */
export declare function repeatEvery(intervalMs: number, action: () => void): () => void;
