import type { RegionId } from "#exporter/domain/terms/ids";
import type { ReferenceCluster } from "../cluster/reference-cluster";

/** A follower that is further behind than this serves reads that are too old to count on. */
const LONGEST_LAG_MS = 5_000;

/**
 * Why a node cannot be counted on at this moment: a replica does not run, or is behind; undefined when it serves. So much is
 * known as its shards' leaders know.
 */
export function whyNotServing(
  { fleet, layout, leaderships }: ReferenceCluster,
  regionId: RegionId,
  nowMs: number,
): string | undefined {
  for (const { shardId } of layout.shards) {
    if (fleet.find({ shardId, regionId }) === undefined) return `its replica of shard ${shardId} is down`;
    if (leaderships.of(shardId).regionId === regionId) continue;
    const leader = fleet.leader(shardId);
    // That is to be said of the node that it is on.
    if (leader === undefined) continue;
    const applied = leader.duty.shipper.applied.get(regionId) ?? 0n;
    if (leader.duty.db.writeTimes.ageOfNextMs(applied, nowMs) > LONGEST_LAG_MS)
      return `its replica of shard ${shardId} is behind`;
  }
  return undefined;
}
