import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { HeartbeatResult, ReplicaState } from "../../domain/terms/cluster-snapshot";
/** Label value of each state of a region, in the order in which they are served. */
export declare const REGION_STATE_LABELS: Readonly<Record<RegionStatus, string>>;
/** Label value of each state of a replica, in the order in which they are served. */
export declare const REPLICA_STATE_LABELS: Readonly<Record<ReplicaState, string>>;
/** Label value of each thing that can become of a heartbeat, in the order in which they are served. */
export declare const HEARTBEAT_RESULT_LABELS: Readonly<Record<HeartbeatResult, string>>;
