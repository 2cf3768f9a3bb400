import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { Refusal } from "./registration";
import type { FieldProblem } from "../terms/field-problem";

/** What limits on replicas, regions and followers refused, ever. */
export interface RefusedByLimits {
  /** Heartbeats of new replicas, because there were `maxUnknownReplicas`. */
  readonly unknownReplicas: number;
  /** Heartbeats of new replicas, and followers left out of heartbeats, because of `maxUnknownRegions`. */
  readonly unknownRegions: number;
  /** Heartbeats that name more than `maxFollowersPerHeartbeat`. */
  readonly followersPerHeartbeat: number;
  /** Followers left out of heartbeats, because there were `maxFollowers`. */
  readonly followers: number;
}

/** What is wrong with a heartbeat that is refused because of who sends it, or whom it names: field, value, what can be done. */
export function refusalProblem(
  refusal: Refusal,
  { shardId, regionId, followerCount }: HeartbeatDraft,
  settings: ControlPlaneSettings,
): FieldProblem {
  switch (refusal) {
    case "unregistered":
      return problem(
        "shard_id",
        `expected a shard that the topology names (registration is strict), ` +
          `got shard ${shardId} in region ${regionId}; assign it, or set registration to open`,
      );
    case "unnamed_region":
      return problem(
        "region_id",
        `expected a region that the topology or cluster.regions names (registration is strict), ` +
          `got region ${regionId}; name it, or set registration to open`,
      );
    case "replicas":
      return problem(
        "shard_id",
        `expected one of the replicas that are known, got shard ${shardId} in region ${regionId}; there are ` +
          `${settings.maxUnknownReplicas} that the topology does not name: assign shards, or raise max_unknown_replicas`,
      );
    case "regions":
      return problem(
        "region_id",
        `expected one of the regions that are known, got region ${regionId}; there are ${settings.maxUnknownRegions} that ` +
          `neither the topology nor cluster.regions names: name them, remove some, or raise max_unknown_regions`,
      );
    case "followers":
      return problem(
        "replication_lag",
        `expected at most ${settings.maxFollowersPerHeartbeat} followers, with those of replication_lag_ns, ` +
          `got ${followerCount}; raise max_followers_per_heartbeat`,
      );
  }
}

function problem(field: string, text: string): FieldProblem {
  return { field, message: `${field}: ${text}` };
}
