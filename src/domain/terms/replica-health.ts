import type { ReplicaState } from "./cluster-snapshot";

/** Where Offline and Degraded begin; exactly at the threshold is not over it. */
export interface HealthThresholds {
  readonly offlineAfterMs: number;
  readonly degradedLagMs: number;
}

/** The states of a replica as columns keep them: their index here. */
export const REPLICA_STATES: readonly ReplicaState[] = ["Healthy", "Degraded", "Offline", "Pending"];

export const HEALTHY = 0;
export const DEGRADED = 1;
export const OFFLINE = 2;
export const PENDING = 3;

/** The state that a column has as a number. */
export function replicaState(code: number): ReplicaState {
  return REPLICA_STATES[code]!;
}

const NS_IN_SECOND = 1e9;
const NS_IN_MS = 1e6;

/** Whether a follower trails by more than the threshold. In whole nanoseconds: 1.132 s * 1000 is more than 1132 in doubles. */
export function isLagging(lagSeconds: number, { degradedLagMs }: HealthThresholds): boolean {
  return Math.round(lagSeconds * NS_IN_SECOND) > Math.round(degradedLagMs * NS_IN_MS);
}
