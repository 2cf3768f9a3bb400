import type { RegionId } from "../terms/ids";
import type { AnnouncedWork } from "../maintenance/announced-work";
import { DEGRADED, HEALTHY, isLagging } from "../terms/replica-health";
import type { HealthThresholds } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import { FOLLOWER_CONDITIONS } from "../terms/service-seconds";

/** Counts of one region: as many as there are conditions. */
export const CONDITION_COUNT = FOLLOWER_CONDITIONS.length;

const FRESH = FOLLOWER_CONDITIONS.indexOf("fresh");
const LATE = FOLLOWER_CONDITIONS.indexOf("late");
const ANNOUNCED_LATE = FOLLOWER_CONDITIONS.indexOf("announcedLate");

/**
 * Counts the followers in each region by their condition, as the replicas that are heard report them: what one that is Offline, or
 * of which nothing is known, said last is old news.
 *
 * None of a Healthy replica's lags, so that only those of others are looked at; by far the most are Healthy. Where the others are
 * all Degraded, and nothing is announced, how many are late is known.
 *
 * @param late - how many followers of Degraded replicas are late, by region id.
 * @param counts - of region R from `R * CONDITION_COUNT` on; has room for all followers. Is filled anew.
 */
export function countFollowers(
  { slots, states, stateCounts, regionStates, regionUses, shardIds, regionIds, followers }: ReplicaTable,
  thresholds: HealthThresholds,
  work: AnnouncedWork,
  late: Uint32Array,
  counts: Uint32Array,
): void {
  counts.fill(0);
  const { starts, counts: rowCounts, followerIds, lagSeconds, regionLimit } = followers;
  for (let regionId = 0; regionId < regionLimit; regionId += 1)
    counts[regionId * CONDITION_COUNT + FRESH] =
      regionUses.countOf(regionId) - regionStates.ofRegion(regionId);
  if (stateCounts[HEALTHY] === slots.count) return;
  const isWorkedOn = work.windows.length > 0;
  const others = slots.count - stateCounts[HEALTHY]! - stateCounts[DEGRADED]!;
  if (!isWorkedOn && others === 0) {
    for (let regionId = 0; regionId < regionLimit; regionId += 1) {
      counts[regionId * CONDITION_COUNT + FRESH]! -= late[regionId]!;
      counts[regionId * CONDITION_COUNT + LATE] = late[regionId]!;
    }
    return;
  }
  const isCovered = (shardId: number, leaderId: RegionId, followerId: RegionId): boolean =>
    work.covers(shardId, leaderId) || work.covers(shardId, followerId);
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    const state = states[slot]!;
    if (state === HEALTHY || rowCounts[slot] === 0) continue;
    const start = starts[slot]!;
    const end = start + rowCounts[slot]!;
    for (let row = start; row < end; row += 1) {
      const followerId = followerIds[row]!;
      if (state === DEGRADED && !isLagging(lagSeconds[row]!, thresholds)) continue;
      counts[followerId * CONDITION_COUNT + FRESH]! -= 1;
      if (state !== DEGRADED) continue;
      const isPlanned = isWorkedOn && isCovered(shardIds[slot]!, regionIds[slot]!, followerId);
      counts[followerId * CONDITION_COUNT + (isPlanned ? ANNOUNCED_LATE : LATE)]! += 1;
    }
  }
}
