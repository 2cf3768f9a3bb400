/**
 * tidaldb-exporter as a library: the control plane for a process that leads shards, the HTTP application, and the metrics
 * for an application's own prom-client registry. Importing it starts nothing.
 */
export { EmbeddedControlPlane as ControlPlane } from "./app/embedded-control-plane";
export { systemClock } from "./app/system-clock";
export { startTicking } from "./app/ticker";
export type { Clock, Instant } from "./domain/clock";
export type {
  ClusterHealth,
  Reason,
  ReasonRule,
  RegionDetails,
  RegionHealth,
  RegionStatus,
} from "./domain/cluster-health";
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
} from "./domain/cluster-snapshot";
export type { ControlPlaneOptions, HeartbeatOutcome } from "./domain/control-plane";
export { DEFAULT_SETTINGS } from "./domain/control-plane-settings";
export type { ControlPlaneSettings, Registration } from "./domain/control-plane-settings";
export type { EntityId, RegionId, ReplicaId, ShardId, TenantId } from "./domain/ids";
export type { Listing } from "./domain/listing";
export type {
  FollowerReading,
  LiveReplicas,
  ReplicaReading,
  ReplicaWatcher,
  ReportReading,
} from "./domain/live-replicas";
export { MetricsState } from "./domain/metrics-state";
export type { Placement } from "./domain/placement";
export type { RegionTransition } from "./domain/region-transitions";
export { ReplicationLagGauge } from "./domain/replication-lag-gauge";
export type { ReplicaRole, ShardStats } from "./domain/shard-stats";
export type { TenantConfig } from "./domain/tenant";
export { NoEligibleShardError, RoutingError, TenantRouter, UnknownTenantError } from "./domain/tenant-router";
export { Topology } from "./domain/topology";
export type { ClusterTopology, ShardAssignment } from "./domain/topology";
export { createApp } from "./app/create-app";
export type { AppOptions } from "./app/create-app";
export type { HttpServices } from "./http/http-services";
export { registerClusterMetrics } from "./metrics/register-cluster-metrics";
export type { ClusterMetricsOptions } from "./metrics/register-cluster-metrics";
export { parseClusterHealth, printClusterHealth } from "./wire/cluster-health";
