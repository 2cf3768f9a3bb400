import type { RegionId } from "../terms/ids";
/** What regions are called: by the configuration, else by their number. */
export declare class RegionNames {
    #private;
    /**
     * @throws RangeError when a name is empty, given twice, or the number of another region: two regions would share a label.
     */
    constructor(names?: ReadonlyMap<RegionId, string>);
    /** Whether every region is called the same by both. */
    equals(other: RegionNames): boolean;
    nameOf(regionId: RegionId): string;
}
