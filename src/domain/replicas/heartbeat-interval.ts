import type { HealthThresholds } from "../terms/replica-health";

/**
 * Part of the silence that is Offline in which a live replica sends a heartbeat: six are missed before it is Offline. What waited
 * during a stall of ours has come in after it, and what a first heartbeat says of its age has been confirmed or not.
 */
const HEARTBEAT_SHARE = 1 / 6;
/** A heartbeat may be a little late, in milliseconds. */
const HEARTBEAT_LATE_MS = 1_000;

/** Milliseconds within which the next heartbeat of a live replica comes. */
export function longestIntervalMs({ offlineAfterMs }: HealthThresholds): number {
  return offlineAfterMs * HEARTBEAT_SHARE + HEARTBEAT_LATE_MS;
}

/**
 * How old the first heartbeat of a replica may be by its stamp, in milliseconds. A clock that is wrong must not make it Offline
 * before the second one tells; who is the only replica is believed, because that is all there is to know.
 */
export function mostGuessedMs({ offlineAfterMs }: HealthThresholds, replicaCount: number): number {
  if (replicaCount === 1) return Infinity;
  return Math.max(0, offlineAfterMs * (1 - HEARTBEAT_SHARE) - HEARTBEAT_LATE_MS);
}
