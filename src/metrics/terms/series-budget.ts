/**
 * What a budget can leave out, the first one first: the groups `follower` and `shard`, and of the group `region` those that
 * nobody named, which any sender of heartbeats can make up. The rest has few series, and alerts about regions need it.
 */
export const SHEDDABLE_GROUPS = ["follower", "shard", "unknown_region"] as const;

export type SheddableGroup = (typeof SHEDDABLE_GROUPS)[number];

/** How many series there are to be served, whether they are or not. */
export type SeriesCounts = Readonly<Record<SheddableGroup, number>> & {
  /** Of everything else in the catalogue together. */
  readonly others: number;
};

/** Series that are left out, by group; 0 for a group that is served. */
export type SeriesShed = Readonly<Record<SheddableGroup, number>>;

/** What a budget has begun to leave out, or left out until now. */
export interface SheddingChange {
  readonly maxSeries: number;
  /** How many series a scrape of everything would have. */
  readonly series: number;
  /** What is left out from now on. */
  readonly shedGroups: readonly SheddableGroup[];
}

/**
 * Which groups to leave out so that a scrape of everything has no more than `maxSeries` series: none, the followers, the
 * shards too, or the regions that nobody named as well. Depends on nothing but the counts, not on what a single scrape asks for, so that all scrapers see the same.
 *
 * @param maxSeries - 0: no budget.
 */
export function shedSeries(maxSeries: number, counts: SeriesCounts): SeriesShed {
  const shed = { follower: 0, shard: 0, unknown_region: 0 };
  let left = totalSeries(counts);
  for (const group of SHEDDABLE_GROUPS) {
    if (maxSeries === 0 || left <= maxSeries) break;
    shed[group] = counts[group];
    left -= counts[group];
  }
  return shed;
}

/** The series of a scrape of everything. */
export function totalSeries(counts: SeriesCounts): number {
  return SHEDDABLE_GROUPS.reduce((sum, group) => sum + counts[group], counts.others);
}

/** The groups of which something is left out. */
export function shedGroups(shed: SeriesShed): readonly SheddableGroup[] {
  return SHEDDABLE_GROUPS.filter((group) => shed[group] > 0);
}
