/** The states of a region as numbers, the worse the higher, for panels that draw one value over time. */
export const REGION_STATE_CODES = { healthy: 0, unknown: 1, degraded: 2, offline: 3 } as const;

/** A region's state as the label `state` of the catalogue spells it. */
export type RegionStateLabel = keyof typeof REGION_STATE_CODES;

/** The worst state first, as lists show them. */
export const REGION_STATES_WORST_FIRST: readonly RegionStateLabel[] = [
  "offline",
  "degraded",
  "unknown",
  "healthy",
];
