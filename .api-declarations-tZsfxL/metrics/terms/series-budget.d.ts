/**
 * What a budget can leave out, the first one first: the groups `follower` and `shard`, and of the group `region` those that
 * nobody named, which whoever may send heartbeats can make up. The rest has few series, and alerts about regions need it.
 */
export declare const SHEDDABLE_GROUPS: readonly ["follower", "shard", "unknown_region"];
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
export declare function shedSeries(maxSeries: number, counts: SeriesCounts): SeriesShed;
/** The series of a scrape of everything. */
export declare function totalSeries(counts: SeriesCounts): number;
/** The groups of which something is left out. */
export declare function shedGroups(shed: SeriesShed): readonly SheddableGroup[];
