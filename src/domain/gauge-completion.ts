import type { ReplicationLagGauge } from "./replication-lag-gauge";
import type { ShardStats } from "./shard-stats";

/**
 * A home replica's heartbeat with what the lag gauge knows and the heartbeat does not say: the head of the log, and the
 * distance of followers. What the heartbeat says goes first.
 */
export function completedByGauge(stats: ShardStats, lagGauge: ReplicationLagGauge): ShardStats {
  const leaderSeqno = stats.leaderSeqno ?? lagGauge.leaderSeqno(stats.shardId);
  if (leaderSeqno === undefined) return stats;
  const known = lagGauge.lagByFollower(stats.shardId);
  const replicationLag = new Map([...known, ...stats.replicationLag]);
  // A shard that moved here was followed from here: the gauge still knows it as a follower of itself.
  if (!stats.replicationLag.has(stats.regionId)) replicationLag.delete(stats.regionId);
  return { ...stats, leaderSeqno, replicationLag };
}
