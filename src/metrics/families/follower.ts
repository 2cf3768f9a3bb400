import type { FollowerLag } from "../../domain/cluster-snapshot";
import type { ClusterMetric } from "../metric";

/** A gauge with one series for each follower of each replica, where there is a value for it. */
function followerGauge(
  metric: Pick<ClusterMetric, "name" | "help" | "unit">,
  read: (lag: FollowerLag) => number | bigint | undefined,
): ClusterMetric {
  return {
    ...metric,
    type: "gauge",
    labels: ["shard", "region", "follower"],
    stability: "stable",
    group: "follower",
    *samples({ cluster }) {
      for (const { shardId, regionName, followers } of cluster.replicas) {
        const shard = String(shardId);
        for (const lag of followers) {
          const value = read(lag);
          if (value !== undefined) yield { labels: [shard, regionName, lag.followerName], value };
        }
      }
    },
  };
}

/** How far each follower trails each replica that reports it, once as a distance and once as a time. */
export const FOLLOWER_METRICS: readonly ClusterMetric[] = [
  followerGauge(
    {
      name: "tidaldb_replication_lag_seqnos",
      unit: "seqnos",
      help: "Sequence numbers that the follower is behind the head of the WAL, as of the last heartbeat; a distance, not a time",
    },
    (lag) => lag.lagSeqnos,
  ),
  followerGauge(
    {
      name: "tidaldb_replication_lag_seconds",
      unit: "seconds",
      help: "Age of the oldest event that the follower has not applied, as of the last heartbeat; 0 when it has applied all",
    },
    (lag) => lag.lagSeconds,
  ),
];
