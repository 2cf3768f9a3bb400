/**
 * Keeps which replicas are known again and again. Does not keep the process alive by itself.
 *
 * @param keep - writes it if it has changed.
 * @param onFailure - is told why it could not, once until it could again.
 * @returns a function that keeps it a last time and ends it.
 */
export declare function startKeepingKnown(keep: () => Promise<void>, onFailure: (error: unknown) => void): () => Promise<void>;
