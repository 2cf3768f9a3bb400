import { lowerBound } from "../../domain/columns/lower-bound";

/** A page of a listing, and where the next one starts; `next` is undefined on the last page. */
export interface Page<T, K> {
  readonly entries: readonly T[];
  readonly next: K | undefined;
}

/** Entries of a page that was asked for without a limit. */
export const DEFAULT_PAGE_SIZE = 100;

/** Most entries of a page. */
export const MAX_PAGE_SIZE = 1_000;

/**
 * Cuts a page out of a listing that is ordered by key. The cursor is the key of the last entry seen, so that what is added or
 * removed meanwhile never repeats or skips another entry.
 */
export function pageOf<T, K extends number | bigint>(
  entries: readonly T[],
  keyOf: (entry: T) => K,
  after: K | undefined,
  limit: number,
): Page<T, K> {
  const start =
    after === undefined
      ? 0
      : lowerBound(0, entries.length, (index) => {
          const entry = entries[index];
          return entry !== undefined && keyOf(entry) <= after;
        });
  // A whole listing is often shared by many readers: none of them needs a copy.
  const isWhole = start === 0 && limit >= entries.length;
  const page = isWhole ? entries : entries.slice(start, start + limit);
  const last = page.at(-1);
  const next = last !== undefined && start + limit < entries.length ? keyOf(last) : undefined;
  return { entries: page, next };
}
