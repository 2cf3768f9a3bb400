/** The parts of the catalogue that a scrape can ask for with `collect[]`, in the order in which they are served. */
export declare const METRIC_GROUPS: readonly ["cluster", "region", "shard", "follower", "exporter"];
/** One part of the catalogue: what it is about, and what its number of series grows with. */
export type MetricGroup = (typeof METRIC_GROUPS)[number];
/** How fine the detail may be, from fewest series to most: `metrics.detail` of the configuration. */
export declare const DETAIL_LEVELS: readonly ["region", "shard", "follower"];
/** The finest detail that is served. `region` leaves out the groups shard and follower, `shard` leaves out follower. */
export type DetailLevel = (typeof DETAIL_LEVELS)[number];
