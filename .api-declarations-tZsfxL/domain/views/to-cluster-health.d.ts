import type { ClusterHealth } from "../terms/cluster-health";
import type { ClusterSnapshot, ReplicaSnapshot } from "../terms/cluster-snapshot";
import type { ShardStats } from "../terms/shard-stats";
/** A snapshot in tidalDB's own shape, with the extensions. */
export declare function toClusterHealth(snapshot: ClusterSnapshot): ClusterHealth;
/** What `ClusterHealth.shards` lists for a replica: its last accepted heartbeat, or zeros while it has not been heard. */
export declare function statsOf(replica: ReplicaSnapshot): ShardStats;
