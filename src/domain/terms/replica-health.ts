import type { ReplicaState } from "./cluster-snapshot";
import { NS_PER_MS_F64, NS_PER_SECOND_F64 } from "./units";

/** Where Offline and Degraded begin; exactly at the threshold is not over it. */
export interface HealthThresholds {
  readonly offlineAfterMs: number;
  readonly degradedLagMs: number;
}

/**
 * Part of the silence that is Offline after which a replica is late: two heartbeats are missing, which is more than one that was
 * lost or has been on its way for long.
 */
export const LATE_PART = 1 / 3;

/** The same after which it is overdue: three are missing, so that it is more likely dead than not. */
export const OVERDUE_PART = 1 / 2;

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

/** Rounding to whole nanoseconds matters only this close to the threshold. */
const CLOSE_MS = 0.001;

/** Whether a follower trails by more than the threshold. In whole nanoseconds: 1.132 s * 1000 is more than 1132 in doubles. */
export function isLagging(lagSeconds: number, { degradedLagMs }: HealthThresholds): boolean {
  const overMs = lagSeconds * 1000 - degradedLagMs;
  if (overMs > CLOSE_MS || overMs < -CLOSE_MS) return overMs > 0;
  return Math.round(lagSeconds * NS_PER_SECOND_F64) > Math.round(degradedLagMs * NS_PER_MS_F64);
}
