import { lowerBound } from "../../domain/columns/lower-bound";
import type { LiveCaptures } from "./live-captures";
import { Page } from "./page";
import type { PageShape } from "./page";

/**
 * A page with more is split. Small pages make a change of a line's length and the copy for a live capture cheap, large ones
 * cost fewer objects; see docs/decisions/017.
 */
export const PAGE_LIMITS = { rows: 64, followers: 512 } as const;

/** Whether a page is to be split. */
export function isTooLarge({ rowCount, followerCount }: Page): boolean {
  return rowCount > PAGE_LIMITS.rows || (rowCount > 1 && followerCount > PAGE_LIMITS.followers);
}

/** Pages in the order of their rows. Never has a page without rows. */
export class PageList {
  readonly #shape: PageShape;
  readonly #captures: LiveCaptures;
  readonly #pages: Page[] = [];

  constructor(shape: PageShape, captures: LiveCaptures) {
    this.#shape = shape;
    this.#captures = captures;
  }

  get pages(): readonly Page[] {
    return this.#pages;
  }

  /** The page that a row with this key belongs on; a new one, which must be given that row, when there is none. */
  pageFor(key: number): Page {
    const page = this.#pages[Math.max(0, this.#pagesUpTo(key) - 1)];
    if (page !== undefined) return page;
    const first = Page.empty(this.#shape, this.#captures);
    this.#pages.push(first);
    return first;
  }

  /**
   * Splits a page that is too large and returns its second half. A page that grew at its end is split there, so that replicas
   * that come in order leave full pages behind.
   *
   * @param grownAt - the row that was written last.
   */
  split(page: Page, grownAt: number): Page {
    const { rowCount } = page;
    const tail = page.splitOff(grownAt === rowCount - 1 ? grownAt : rowCount >> 1);
    this.#pages.splice(this.#pages.indexOf(page) + 1, 0, tail);
    return tail;
  }

  /** Takes a page without rows out of the list. */
  remove(page: Page): void {
    this.#pages.splice(this.#pages.indexOf(page), 1);
  }

  /** How many pages begin at or before `key`. */
  #pagesUpTo(key: number): number {
    return lowerBound(0, this.#pages.length, (i) => (this.#pages[i]?.firstKey ?? Infinity) <= key);
  }
}
