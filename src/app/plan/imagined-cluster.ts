import { usualU64s } from "../../domain/terms/heartbeat-fields";
import type { RegionId, ShardId } from "../../domain/terms/ids";
import type { ShardStats } from "../../domain/terms/shard-stats";
import { NS_PER_MS } from "../../domain/terms/units";

/** How large a cluster is. */
export interface ClusterShape {
  readonly regions: number;
  /** In the whole cluster; their leaders are spread over the regions in turn. */
  readonly shards: number;
  /** Of each shard, in as many other regions. */
  readonly followers: number;
  /** Whether followers send heartbeats of their own, as tidalDB's do. */
  readonly followersReport: boolean;
}

/** 2023-11-14; seconds since the epoch keep their ten digits until 2286. */
const AN_INSTANT_NS = 1_700_000_000_123_456_789n;

/** The regions that a shard lives in, its home first. */
export function regionsOf(shardId: ShardId, { regions, followers }: ClusterShape): readonly RegionId[] {
  return Array.from({ length: followers + 1 }, (_, step) => (shardId + step) % regions);
}

/** Names of the length that cloud regions have. */
export function regionNames({ regions }: Pick<ClusterShape, "regions">): ReadonlyMap<RegionId, string> {
  return new Map(Array.from({ length: regions }, (_, regionId) => [regionId, `region-${regionId}`]));
}

/**
 * What the replicas of one shard would say in one beat, with everything but what is about reconciliation. The values have as many
 * digits as those of a shard in use: they differ from shard to shard, and are the same in every run.
 */
export function heartbeatsOf(shardId: ShardId, shape: ClusterShape): readonly ShardStats[] {
  const [home = 0, ...followers] = regionsOf(shardId, shape);
  const { leaderSeqno, ...others } = usualU64s(() => BigInt(spread(shardId, 10_000_000, 999_999_999)));
  const common = {
    ...others,
    shardId,
    entityCount: BigInt(spread(shardId, 100_000, 9_999_999)),
    signalThroughputEps: spread(shardId, 100_000_000, 9_999_999_999) / 1_000_000 / 3,
    diskBytes: BigInt(spread(shardId, 100_000_000, 9_999_999_999)),
    lastHeartbeatNs: AN_INSTANT_NS - BigInt(spread(shardId, 100_000, 9_999_999)),
  };
  const leader: ShardStats = {
    ...common,
    regionId: home,
    role: "leader",
    leaderSeqno,
    replicationLag: new Map(
      followers.map((regionId) => [regionId, BigInt(spread(shardId + regionId, 0, 999))]),
    ),
    replicationLagNs: new Map(
      followers.map((regionId) => [regionId, BigInt(spread(shardId + regionId, 1, 999)) * NS_PER_MS]),
    ),
  };
  if (!shape.followersReport) return [leader];
  const trailing = followers.map((regionId): ShardStats => ({
    ...common,
    regionId,
    role: "follower",
    replicationLag: new Map(),
  }));
  return [leader, ...trailing];
}

/** The moment at which the heartbeats arrive. */
export const IMAGINED_INSTANT = { monotonicMs: 0, wallNs: AN_INSTANT_NS } as const;

/** A whole number between two, both included; neighbours are far apart. 0.618… is the golden ratio's fraction. */
function spread(seed: number, atLeast: number, atMost: number): number {
  const fraction = (seed * 0.618_033_988_749_895) % 1;
  return atLeast + Math.floor(fraction * (atMost - atLeast + 1));
}
