/** The states of a region as numbers, the worse the higher, for panels that draw one value over time. */
export declare const REGION_STATE_CODES: {
    readonly healthy: 0;
    readonly unknown: 1;
    readonly degraded: 2;
    readonly offline: 3;
};
/** A region's state as the label `state` of the catalogue spells it. */
export type RegionStateLabel = keyof typeof REGION_STATE_CODES;
/** The worst state first, as lists show them. */
export declare const REGION_STATES_WORST_FIRST: readonly RegionStateLabel[];
