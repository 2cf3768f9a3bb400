import { CLUSTER_METRICS } from "./cluster";
import { CONTROL_PLANE_METRICS, PROGRAM_METRICS } from "./exporter";
import { FOLLOWER_METRICS } from "./follower";
import { LATENCY_METRICS } from "./latency";
import { INCIDENT_METRICS } from "./incident";
import { MAINTENANCE_METRICS } from "./maintenance";
import { PEER_METRICS } from "./peer";
import { REGION_METRICS } from "./region";
import { SERVICE_LEVEL_METRICS } from "./service-level";
import { SHARD_METRICS } from "./shard";
import { SOURCE_METRICS } from "./source";
import type { CatalogueMetric, ClusterCatalogueMetric } from "../terms/metric";

/** Every metric that a control plane has, wherever it runs. */
export const CLUSTER_CATALOGUE: readonly ClusterCatalogueMetric[] = [
  ...CLUSTER_METRICS,
  ...INCIDENT_METRICS,
  ...MAINTENANCE_METRICS,
  ...REGION_METRICS,
  ...SERVICE_LEVEL_METRICS,
  ...SHARD_METRICS,
  ...FOLLOWER_METRICS,
  ...CONTROL_PLANE_METRICS,
];

/**
 * Every metric of the exporter, in the order in which they are served. Documents, rules and panels are made from it or
 * checked against it. What the process says about itself is listed apart, in `SELF_METRIC_CATALOGUE`.
 */
export const CATALOGUE: readonly CatalogueMetric[] = [
  ...CLUSTER_CATALOGUE,
  ...SOURCE_METRICS,
  ...PEER_METRICS,
  ...PROGRAM_METRICS,
  ...LATENCY_METRICS,
];
