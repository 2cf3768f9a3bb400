import type { ClusterEvent } from "../terms/cluster-event";
import type { RegionId, ShardId } from "../terms/ids";

/** Which events are asked for; what is left out does not matter. */
export interface EventFilter {
  /** Only these kinds. */
  readonly kinds?: ReadonlySet<string> | undefined;
  /** Only what is about this region, or affects it. */
  readonly region?: RegionFilter | undefined;
  /** Only what is about this shard. */
  readonly shardId?: ShardId | undefined;
  /** Nanoseconds since the epoch: not before this moment. */
  readonly sinceNs?: bigint | undefined;
  /** Nanoseconds since the epoch: before this moment. */
  readonly untilNs?: bigint | undefined;
}

/** A region by its number and by what it was called; one of them is enough. */
export interface RegionFilter {
  readonly id: RegionId | undefined;
  readonly name: string;
}

/** Whether an event is one of those that are asked for. */
export function matches(event: ClusterEvent, filter: EventFilter): boolean {
  const { kinds, region, shardId, sinceNs, untilNs } = filter;
  if (kinds !== undefined && !kinds.has(event.kind)) return false;
  if (shardId !== undefined && event.shardId !== shardId) return false;
  if (sinceNs !== undefined && event.atNs < sinceNs) return false;
  if (untilNs !== undefined && event.atNs >= untilNs) return false;
  return region === undefined || isAbout(event, region);
}

function isAbout(event: ClusterEvent, { id, name }: RegionFilter): boolean {
  if (event.regionName === name || event.peerName === name) return true;
  if (id === undefined) return false;
  return event.regionId === id || event.peerId === id || event.affectedRegionIds?.includes(id) === true;
}
