/**
 * tidaldb-exporter as a library: the control plane for a process that leads shards, the HTTP application, and the metrics
 * for an application's own prom-client registry. Importing it starts nothing.
 */
export { SystemControlPlane as ControlPlane } from "./app/cluster/system-control-plane";
export type { ControlPlane as ControlPlaneBase } from "./domain/control-plane";
export { systemClock } from "./app/cluster/system-clock";
export { startTicking } from "./app/background/ticker";
export type { StallListener } from "./app/background/ticker";
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
  ClusterStates,
  ClusterTotals,
  ClusterSnapshot,
  FollowerLag,
  HeartbeatResult,
  InboundLag,
  RegionTotals,
  RegionSnapshot,
  ReplicaSnapshot,
  ReplicaState,
  TransitionCount,
} from "./domain/terms/cluster-snapshot";
export type { FollowerCondition, FollowerSeconds, StateSeconds } from "./domain/terms/service-seconds";
export type { ControlPlaneOptions } from "./domain/control-plane-options";
export type { HeartbeatOutcome } from "./domain/heartbeat-outcome";
export type { RefusedByLimits } from "./domain/membership/heartbeat-refusals";
export type { SOURCE_TROUBLES, SourceTrouble } from "./domain/terms/source";
export { DEFAULT_SETTINGS } from "./domain/terms/control-plane-settings";
export type { ControlPlaneSettings, Registration } from "./domain/terms/control-plane-settings";
export type { EntityId, RegionId, ReplicaId, ShardId, TenantId } from "./domain/terms/ids";
export type {
  Announcement,
  INCIDENT_CAUSES,
  Incident,
  IncidentCause,
  IncidentChange,
  IncidentImpact,
} from "./domain/terms/incident";
export type {
  MaintenanceState,
  MaintenanceSubject,
  MaintenanceWindow,
} from "./domain/terms/maintenance-window";
export type { AnnouncedWindow, MaintenanceRequest } from "./domain/maintenance/announce";
export type { MaintenanceOutcome } from "./domain/maintenance/planned-change";
export type { MaintenanceWindows } from "./domain/maintenance/maintenance-windows";
export type { AnnouncedWork } from "./domain/maintenance/announced-work";
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
export type { RegionChange, RegionTransition } from "./domain/regions/region-transitions";
export type { IncidentListener, ListenerErrorHandler, TransitionListener } from "./domain/event-listeners";
export { ReplicationLagGauge } from "./domain/lag/replication-lag-gauge";
export type { HealthThresholds } from "./domain/terms/replica-health";
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
export type { HttpApplication } from "./http/app";
export type { Scope } from "./http/access/access-rules";
export type { AccessToken } from "./http/access/bearer-tokens";
export type { IngestNarrowing } from "./http/access/ingest-area";
export type { BasicCredentials } from "./http/access/passwords/basic-credentials";
export type { PasswordAccess } from "./http/access/passwords/password-access";
export type { PasswordOutcome } from "./http/access/passwords/password-checks";
export type { HeartbeatRate } from "./http/limits/heartbeat-budget";
export type { ClusterAdmin, TenantLimit, TenantOutcome } from "./http/routing/cluster-admin";
export type {
  ExtraHeaders,
  HttpLimits,
  HttpOptions,
  ReloadProblem,
  ReloadResult,
} from "./http/routing/http-services";
export { registerClusterMetrics } from "./metrics/foreign-registry/register-cluster-metrics";
export type { AnyRegistry, ClusterMetricsOptions } from "./metrics/foreign-registry/register-cluster-metrics";
export type { DETAIL_LEVELS, DetailLevel, METRIC_GROUPS, MetricGroup } from "./metrics/terms/metric-group";
export type { Result, WithMessage } from "./domain/terms/result";
export type { FieldProblem } from "./domain/terms/field-problem";
export type { ParseResult } from "./wire/fields/parse-with";
export { parseClusterHealth, printClusterHealth } from "./wire/shapes/cluster-health";
