/**
 * How often the files of the web configuration are looked at, in milliseconds. A change counts at the second look: twice
 * this time is short against a scrape interval, and the files are few and small.
 */
export declare const WATCH_INTERVAL_MS = 2000;
/**
 * Looks again and again, one look at a time: a file system that does not answer gets no further questions. Does not keep the
 * process alive by itself.
 *
 * @param look must not reject.
 * @returns a function that ends it.
 */
export declare function startWatching(look: () => Promise<void>): () => void;
