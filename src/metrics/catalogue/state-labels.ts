import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { HeartbeatResult, ReplicaState } from "../../domain/terms/cluster-snapshot";

/** Label value of each state of a region, in the order in which they are served. */
export const REGION_STATE_LABELS: Readonly<Record<RegionStatus, string>> = {
  Healthy: "healthy",
  Degraded: "degraded",
  Offline: "offline",
  Unknown: "unknown",
};

/** Label value of each state of a replica, in the order in which they are served. */
export const REPLICA_STATE_LABELS: Readonly<Record<ReplicaState, string>> = {
  Healthy: "healthy",
  Degraded: "degraded",
  Offline: "offline",
  Pending: "pending",
};

/** Label value of each thing that can become of a heartbeat, in the order in which they are served. */
export const HEARTBEAT_RESULT_LABELS: Readonly<Record<HeartbeatResult, string>> = {
  accepted: "accepted",
  stale: "stale",
  retired: "retired",
  rejected: "rejected",
};
