import type { CatalogueMetric, ClusterCatalogueMetric } from "../terms/metric";
/** Every metric that a control plane has, wherever it runs. */
export declare const CLUSTER_CATALOGUE: readonly ClusterCatalogueMetric[];
/**
 * Every metric of the exporter, in the order in which they are served. Documents, rules and panels are made from it or
 * checked against it. What the process says about itself is listed apart, in `SELF_METRIC_CATALOGUE`.
 */
export declare const CATALOGUE: readonly CatalogueMetric[];
