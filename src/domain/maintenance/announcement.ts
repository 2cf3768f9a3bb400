import type { RegionId, ShardId } from "../terms/ids";
import type { Announcement, IncidentCause } from "../terms/incident";
import type { MaintenanceWindow } from "../terms/maintenance-window";
import type { AnnouncedWork } from "./announced-work";

/** What is told of an incident, as far as it says whether planned work explains it. */
export interface AnnounceableFault {
  readonly cause: IncidentCause;
  readonly regionId?: RegionId | undefined;
  readonly peerId?: RegionId | undefined;
  readonly shardId?: ShardId | undefined;
  /** The regions in which it is silence that the incident explains. */
  readonly silentRegionIds: Iterable<RegionId>;
  /** Whether a condition holds for each shard that any of its evidence is about; stops at the first for which it does not. */
  readonly everyShard: (holds: (shardId: ShardId) => boolean) => boolean;
}

/** For each thing that is broken the windows that cover it: one of them is enough. */
type Cover = readonly (readonly MaintenanceWindow[])[];

/**
 * The planned work that explains an incident: all of it, or it does not. So what is larger than what was announced is not
 * announced, and a split brain never is.
 */
export function announcementOf(work: AnnouncedWork, fault: AnnounceableFault): Announcement | undefined {
  if (work.windows.length === 0) return undefined;
  const cover = coverOf(work, fault);
  if (cover.length === 0 || cover.some((windows) => windows.length === 0)) return undefined;
  const ids = new Set(cover.flatMap((windows) => windows.map(({ id }) => id)));
  const ends = cover.map((windows) => largest(windows.map(({ untilNs }) => untilNs)));
  return { windowIds: [...ids].sort(), untilNs: ends.reduce((a, b) => (a < b ? a : b)) };
}

function coverOf(work: AnnouncedWork, fault: AnnounceableFault): Cover {
  const { cause, regionId, peerId, shardId } = fault;
  if (cause === "leader_conflict") return [];
  if (cause === "link" && regionId !== undefined && peerId !== undefined) {
    return [[...work.ofRegion(regionId), ...work.ofRegion(peerId)]];
  }
  if (shardId !== undefined && regionId !== undefined) {
    // Of a follower that is behind, either end may be the one that is worked on.
    const ofPeer = peerId === undefined ? [] : work.ofReplica(shardId, peerId);
    return [[...work.ofReplica(shardId, regionId), ...ofPeer]];
  }
  if (shardId !== undefined) return coverOfShard(work, shardId, fault);
  if (regionId !== undefined) return coverOfRegion(work, regionId, fault);
  // The cluster, or a source: regions of which nothing is heard.
  return [...fault.silentRegionIds].map((silentId) => work.ofRegion(silentId));
}

/** A shard that nobody leads: its own work explains it, or that on all regions in which it is silent. */
function coverOfShard(work: AnnouncedWork, shardId: ShardId, { silentRegionIds }: AnnounceableFault): Cover {
  const own = work.ofShard(shardId);
  return own.length > 0 ? [own] : [...silentRegionIds].map((silentId) => work.ofReplica(shardId, silentId));
}

/**
 * A region: work on it explains it, or work on each of its replicas that is concerned; where it is behind one other alone, work on
 * that one too, because the way from there may be what is worked on.
 */
function coverOfRegion(
  work: AnnouncedWork,
  regionId: RegionId,
  { peerId, everyShard }: AnnounceableFault,
): Cover {
  const own = [...work.ofRegion(regionId), ...(peerId === undefined ? [] : work.ofRegion(peerId))];
  if (own.length > 0) return [own];
  const cover: (readonly MaintenanceWindow[])[] = [];
  const isCovered = everyShard((shardId) => {
    const windows = work.ofReplica(shardId, regionId);
    cover.push(windows);
    return windows.length > 0;
  });
  return isCovered ? cover : [];
}

function largest(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => (a > b ? a : b), 0n);
}
