import type { ReplicaState } from "./cluster-snapshot";
/** Where Offline and Degraded begin; exactly at the threshold is not over it. */
export interface HealthThresholds {
    readonly offlineAfterMs: number;
    readonly degradedLagMs: number;
}
/**
 * Part of the silence that is Offline after which a replica is late: two heartbeats are missing, which is more than one that was
 * lost or has been on its way for long.
 */
export declare const LATE_PART: number;
/** The same after which it is overdue: three are missing, so that it is more likely dead than not. */
export declare const OVERDUE_PART: number;
/** The states of a replica as columns keep them: their index here. */
export declare const REPLICA_STATES: readonly ReplicaState[];
export declare const HEALTHY = 0;
export declare const DEGRADED = 1;
export declare const OFFLINE = 2;
export declare const PENDING = 3;
/** The state that a column has as a number. */
export declare function replicaState(code: number): ReplicaState;
/** Whether a follower trails by more than the threshold. In whole nanoseconds: 1.132 s * 1000 is more than 1132 in doubles. */
export declare function isLagging(lagSeconds: number, { degradedLagMs }: HealthThresholds): boolean;
