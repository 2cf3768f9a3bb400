import type { ReplicationLagGauge } from "./replication-lag-gauge";
import type { ShardStats } from "../terms/shard-stats";

/**
 * A home replica's heartbeat with what the lag gauge knows and the heartbeat does not say: the head of the log, and the
 * distance of followers. What the heartbeat says goes first.
 *
 * @param leaderSeqno - where the gauge has the head of the shard's log.
 */
export function completedByGauge(
  stats: ShardStats,
  lagGauge: ReplicationLagGauge,
  leaderSeqno: bigint,
): ShardStats {
  const known = lagGauge.lagByFollower(stats.shardId);
  const replicationLag = new Map([...known, ...stats.replicationLag]);
  // A shard that moved here was followed from here: the gauge still knows it as a follower of itself.
  if (!stats.replicationLag.has(stats.regionId)) replicationLag.delete(stats.regionId);
  return { leaderSeqno, ...stats, replicationLag };
}
