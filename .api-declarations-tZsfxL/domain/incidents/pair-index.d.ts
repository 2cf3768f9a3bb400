import type { RegionId } from "../terms/ids";
/** A small number for each of some pairs of regions. */
export declare class PairIndex {
    #private;
    /** @param regionLimit - more than any region's id. */
    constructor(regionLimit: number);
    /** The pair's number, -1 when it has none. */
    get(from: RegionId, to: RegionId): number;
    set(from: RegionId, to: RegionId, number: number): void;
}
