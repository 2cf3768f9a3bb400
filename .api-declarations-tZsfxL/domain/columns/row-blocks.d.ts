/**
 * Gives out blocks of consecutive rows in columns that many owners share. Sizes are rounded up to powers of two, so that a
 * block that comes back fits the next owner of about as many rows.
 */
export declare class RowBlocks {
    #private;
    /** Upper bound of all rows ever given out. */
    get rowCount(): number;
    /** @returns the first of `count` rows; 0 when `count` is 0, which takes up none. */
    take(count: number): number;
    /** Takes a block back: `start` and `count` are those that it was taken with. */
    release(start: number, count: number): void;
}
