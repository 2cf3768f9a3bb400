import type { ReplicationLagGauge } from "./replication-lag-gauge";
import type { ShardStats } from "../terms/shard-stats";
/**
 * A home replica's heartbeat with what the lag gauge knows and the heartbeat does not say: the head of the log, and the
 * distance of followers. What the heartbeat says goes first.
 *
 * @param leaderSeqno - where the gauge has the head of the shard's log.
 */
export declare function completedByGauge(stats: ShardStats, lagGauge: ReplicationLagGauge, leaderSeqno: bigint): ShardStats;
