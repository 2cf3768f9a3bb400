import type { FollowerMetric } from "../terms/metric";
/** How far each follower trails each replica that reports it, once as a distance and once as a time. */
export declare const FOLLOWER_METRICS: readonly FollowerMetric[];
