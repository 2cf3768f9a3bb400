import type { FollowerReading } from "../../domain/terms/live-replicas";
import { FOLLOWER_LABELS } from "../terms/metric";
import type { FollowerMetric } from "../terms/metric";

/** A gauge with one series for each follower of each replica, where there is a value for it. */
function followerGauge(
  metric: Pick<FollowerMetric, "name" | "help" | "unit">,
  read: (lag: FollowerReading) => number | bigint | undefined,
): FollowerMetric {
  return {
    ...metric,
    type: "gauge",
    labels: FOLLOWER_LABELS,
    stability: "stable",
    group: "follower",
    read,
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
export const FOLLOWER_METRICS: readonly FollowerMetric[] = [
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
