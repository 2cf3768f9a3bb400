import { CLUSTER_METRICS } from "./families/cluster";
import { CONTROL_PLANE_METRICS, PROGRAM_METRICS } from "./families/exporter";
import { FOLLOWER_METRICS } from "./families/follower";
import { REGION_METRICS } from "./families/region";
import { SHARD_METRICS } from "./families/shard";
import type { CatalogueMetric, ClusterCatalogueMetric } from "./metric";

/** Every metric that a control plane has, wherever it runs. */
export const CLUSTER_CATALOGUE: readonly ClusterCatalogueMetric[] = [
  ...CLUSTER_METRICS,
  ...REGION_METRICS,
  ...SHARD_METRICS,
  ...FOLLOWER_METRICS,
  ...CONTROL_PLANE_METRICS,
];

/**
 * Every metric of the exporter, in the order in which they are served. Documents, rules and panels are made from it or
 * checked against it. What the process says about itself is listed apart, in `SELF_METRIC_CATALOGUE`.
 */
export const CATALOGUE: readonly CatalogueMetric[] = [...CLUSTER_CATALOGUE, ...PROGRAM_METRICS];
