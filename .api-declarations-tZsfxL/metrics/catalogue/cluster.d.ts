import type { ClusterTotalsMetric } from "../terms/metric";
/** The cluster as a whole: one series each. */
export declare const CLUSTER_METRICS: readonly ClusterTotalsMetric[];
