/**
 * Keeps who left the cluster again and again. Does not keep the process alive by itself.
 *
 * @param keep - writes it if it has changed.
 * @param onFailure - is told why it could not.
 * @returns a function that keeps it a last time and ends it.
 */
export declare function startKeepingRetirements(keep: () => Promise<void>, onFailure: (error: unknown) => void): () => Promise<void>;
