/** A page of a listing, and where the next one starts; `next` is undefined on the last page. */
export interface Page<T, K> {
    readonly entries: readonly T[];
    readonly next: K | undefined;
}
/** Entries of a page that was asked for without a limit. */
export declare const DEFAULT_PAGE_SIZE = 100;
/** Most entries of a page. */
export declare const MAX_PAGE_SIZE = 1000;
/**
 * Cuts a page out of a listing that is ordered by key. The cursor is the key of the last entry seen, so that what is added or
 * removed meanwhile never repeats or skips another entry.
 */
export declare function pageOf<T, K extends number | bigint>(entries: readonly T[], keyOf: (entry: T) => K, after: K | undefined, limit: number): Page<T, K>;
