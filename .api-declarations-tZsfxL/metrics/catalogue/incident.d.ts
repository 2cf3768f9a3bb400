import type { ClusterTotalsMetric } from "../terms/metric";
/** What is broken: nothing while all is well, at most 256 series each. */
export declare const INCIDENT_METRICS: readonly ClusterTotalsMetric[];
