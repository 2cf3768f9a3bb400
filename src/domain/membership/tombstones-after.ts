import type { RegionId, ShardId } from "../terms/ids";
import type { Retirement, Tombstone } from "./retirement";
import type { Topology } from "./topology";
import type { TopologyChange } from "./topology-change";

/** Ids of the shards that the topology has at home in the region. */
export function shardsAtHome(topology: Topology, region: RegionId): readonly ShardId[] {
  return topology.assignments.filter(({ regionId }) => regionId === region).map(({ shardId }) => shardId);
}

/**
 * What has left once a change is made, with when it was heard last. Changes nothing.
 *
 * @param before - what has left, and the topology, as the change finds them.
 * @param livedMs - when the change is made.
 */
export function tombstonesAfter(
  change: TopologyChange,
  before: { readonly left: Retirement; readonly topology: Topology },
  livedMs: number,
): readonly Tombstone[] {
  const { topology } = before;
  const retirement = before.left.copy();
  if (change.kind === "removeShard") retirement.retireShard(change.shardId, livedMs);
  else if (change.kind === "removeRegion") {
    for (const shardId of shardsAtHome(topology, change.regionId)) retirement.retireShard(shardId, livedMs);
    retirement.retireRegion(change.regionId, livedMs);
  } else {
    const { shardId, regionId } = change;
    const previous = topology.homeOf(shardId);
    const hasMoved = previous !== undefined && previous !== regionId;
    if (hasMoved) retirement.retireMoved({ shardId, regionId: previous }, livedMs);
    retirement.readmit(change);
  }
  return retirement.tombstones;
}
