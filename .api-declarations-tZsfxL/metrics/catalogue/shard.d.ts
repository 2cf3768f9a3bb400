import type { ReplicaMetric } from "../terms/metric";
/**
 * Each replica, as it last reported. One that fell silent keeps its last values beside `tidaldb_shard_up` 0; one that
 * has never been heard has nothing but that 0.
 */
export declare const SHARD_METRICS: readonly ReplicaMetric[];
