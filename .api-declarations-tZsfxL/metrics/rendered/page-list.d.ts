import type { LiveCaptures } from "./live-captures";
import { Page } from "./page";
import type { PageShape } from "./page";
/**
 * A page with more is split. Small pages make a change of a line's length and the copy for a live capture cheap, large ones
 * cost fewer objects; see docs/decisions/017.
 */
export declare const PAGE_LIMITS: {
    readonly rows: 64;
    readonly followers: 512;
};
/** Whether a page is to be split. */
export declare function isTooLarge({ rowCount, followerCount }: Page): boolean;
/** Pages in the order of their rows. Never has a page without rows. */
export declare class PageList {
    #private;
    constructor(shape: PageShape, captures: LiveCaptures);
    get pages(): readonly Page[];
    /** The page that a row with this key belongs on; a new one, which must be given that row, when there is none. */
    pageFor(key: number): Page;
    /**
     * Splits a page that is too large and returns its second half. A page that grew at its end is split there, so that replicas
     * that come in order leave full pages behind.
     *
     * @param grownAt - the row that was written last.
     */
    split(page: Page, grownAt: number): Page;
    /** Takes a page without rows out of the list. */
    remove(page: Page): void;
}
