/** Why there is no place: all are taken, or one client address has its share of them. */
export type NoPlace = "full" | "share";
/** How many places there are. */
export interface PlaceLimits {
    /** 0: no limit, also for one address. */
    readonly places: number;
    /** Percent of them that one client address may hold; at least one place. */
    readonly addressShare: number;
}
/** Places for answers that are held until their reader has them, some of which are for every client address alone. */
export declare class Places {
    #private;
    /**
     * Takes a place.
     *
     * @param address - the socket's; IPv6 addresses count by their /56, which is what one customer usually has.
     * @returns a function that gives it back, to be called once; or why there is none.
     */
    take(address: string | undefined, { places, addressShare }: PlaceLimits): (() => void) | NoPlace;
}
/** How many places one client address may hold. */
export declare function placesOfAnAddress({ places, addressShare }: PlaceLimits): number;
