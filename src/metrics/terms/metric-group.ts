/** The parts of the catalogue that a scrape can ask for with `collect[]`, in the order in which they are served. */
export const METRIC_GROUPS = ["cluster", "region", "shard", "follower", "exporter"] as const;

/** One part of the catalogue: what it is about, and what its number of series grows with. */
export type MetricGroup = (typeof METRIC_GROUPS)[number];

/** How fine the detail may be, from fewest series to most: `metrics.detail` of the configuration. */
export const DETAIL_LEVELS = ["region", "shard", "follower"] as const;

/** The finest detail that is served. `region` leaves out the groups shard and follower, `shard` leaves out follower. */
export type DetailLevel = (typeof DETAIL_LEVELS)[number];
