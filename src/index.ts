/**
 * tidaldb-exporter as a library: the control plane for a process that leads shards, the HTTP application, and the metrics
 * for an application's own prom-client registry. Importing it starts nothing.
 */
export { EmbeddedControlPlane as ControlPlane } from "./app/cluster/embedded-control-plane";
export { systemClock } from "./app/cluster/system-clock";
export { startTicking } from "./app/background/ticker";
export type { Clock, Instant } from "./domain/terms/clock";
export type {
  ClusterHealth,
  Reason,
  ReasonRule,
  RegionDetails,
  RegionHealth,
  RegionStatus,
} from "./domain/terms/cluster-health";
export type {
  ClusterFigures,
  ClusterSnapshot,
  FollowerLag,
  HeartbeatResult,
  InboundLag,
  RegionFigures,
  RegionSnapshot,
  ReplicaSnapshot,
  ReplicaState,
  TransitionCount,
} from "./domain/terms/cluster-snapshot";
export type { ControlPlaneOptions, HeartbeatOutcome } from "./domain/control-plane";
export { DEFAULT_SETTINGS } from "./domain/terms/control-plane-settings";
export type { ControlPlaneSettings, Registration } from "./domain/terms/control-plane-settings";
export type { EntityId, RegionId, ReplicaId, ShardId, TenantId } from "./domain/terms/ids";
export type { Listing } from "./domain/terms/listing";
export type {
  FollowerReading,
  LiveReplicas,
  ReplicaReading,
  ReplicaWatcher,
  ReportReading,
} from "./domain/terms/live-replicas";
export { MetricsState } from "./domain/metrics-state";
export type { Placement } from "./domain/placement/placement";
export type { RegionTransition } from "./domain/regions/region-transitions";
export { ReplicationLagGauge } from "./domain/lag/replication-lag-gauge";
export type { ReplicaRole } from "./domain/terms/heartbeat-fields";
export type { ShardStats } from "./domain/terms/shard-stats";
export type { TenantConfig } from "./domain/terms/tenant";
export {
  NoEligibleShardError,
  RoutingError,
  TenantRouter,
  UnknownTenantError,
} from "./domain/placement/tenant-router";
export { Topology } from "./domain/membership/topology";
export type { ClusterTopology, ShardAssignment } from "./domain/membership/topology";
export { createApp } from "./app/library/create-app";
export type { AppOptions } from "./app/library/create-app";
export type { HttpServices } from "./http/routing/http-services";
export { registerClusterMetrics } from "./metrics/foreign-registry/register-cluster-metrics";
export type { ClusterMetricsOptions } from "./metrics/foreign-registry/register-cluster-metrics";
export { parseClusterHealth, printClusterHealth } from "./wire/shapes/cluster-health";
