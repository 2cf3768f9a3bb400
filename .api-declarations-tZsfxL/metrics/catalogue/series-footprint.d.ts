import type { Metric } from "../terms/metric";
/** How many series a catalogue has, and what their number grows with. */
export interface SeriesFootprint {
    /** Series that are there without any region. */
    readonly perCluster: number;
    readonly perRegion: number;
    /** Series of a replica that reports everything that can be reported. */
    readonly perReplica: number;
    /** Series of one follower of one replica. */
    readonly perFollower: number;
}
/** Counts by asking the metrics themselves for the samples of the smallest clusters, so that it cannot differ from a scrape. */
export declare function seriesFootprint(metrics: readonly Metric[]): SeriesFootprint;
