import type { Reason, RegionStatus } from "./cluster-health";
import type { ReplicaState } from "./cluster-snapshot";
import { isLagging } from "./replica";
import type { HealthThresholds, Replica } from "./replica";

/** How many replicas of a region are in which state. */
export type ReplicaCounts = Record<ReplicaState, number>;

export function noReplicas(): ReplicaCounts {
  return { Healthy: 0, Degraded: 0, Offline: 0, Pending: 0 };
}

/**
 * A region's state from its replicas'. Offline when every one of them is; Degraded when any is Offline or Degraded; Unknown
 * while none has been heard and none is overdue; else Healthy.
 */
export function regionStatus({ Healthy, Degraded, Offline, Pending }: ReplicaCounts): RegionStatus {
  const total = Healthy + Degraded + Offline + Pending;
  if (Pending === total) return "Unknown";
  if (Offline === total) return "Offline";
  return Offline + Degraded > 0 ? "Degraded" : "Healthy";
}

/** What speaks against a replica: nothing while it is Healthy, one reason per lagging follower while it is Degraded. */
export function reasonsOf(
  replica: Replica,
  livedMs: number,
  thresholds: HealthThresholds,
): readonly Reason[] {
  const state = replica.state(livedMs, thresholds);
  const { shardId } = replica.id;
  // Rounded up, so that what is over a threshold also reads as over it.
  const silenceMs = Math.ceil(replica.silenceMs(livedMs));
  if (state === "Healthy") return [];
  if (state === "Degraded") {
    return replica.followerLags
      .filter((reading) => isLagging(reading, thresholds))
      .map((reading) => ({
        rule: "replication_lag",
        shardId,
        follower: reading.followerId,
        observed: reading.lagSeconds,
        threshold: thresholds.degradedLagMs / 1000,
        evidenceAgeMs: silenceMs,
      }));
  }
  const silenceRule = replica.liveness ? "no_heartbeat" : "never_heard";
  return [
    {
      rule: state === "Pending" ? "not_heard_yet" : silenceRule,
      shardId,
      observed: silenceMs / 1000,
      threshold: thresholds.offlineAfterMs / 1000,
      evidenceAgeMs: silenceMs,
    },
  ];
}
