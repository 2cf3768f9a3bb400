import type { ClusterTotalsMetric } from "../terms/metric";
/** Health, history, sums and lag of each region. */
export declare const REGION_METRICS: readonly ClusterTotalsMetric[];
