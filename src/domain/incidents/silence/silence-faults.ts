import { CLUSTER_ID, regionFaultId } from "../terms/fault";
import type { Fault } from "../terms/fault";
import type { RegionId } from "../../terms/ids";
import type { RegionSilence } from "./region-silence";

/** What explains that whole regions are silent, and which fault is whose. */
export interface SilenceFaults {
  readonly faults: readonly Fault[];
  /** The fault that explains the silence of a region's replicas. */
  readonly byRegion: ReadonlyMap<RegionId, Fault>;
}

/**
 * Whole regions that are silent. Two or more that fell silent at the same time are one fault: our own way to them, or all of
 * them are down; which of the two cannot be told from here.
 *
 * @param togetherMs - how far apart regions may fall silent to have one cause: a few heartbeat intervals.
 * @param isHeld - whether an incident of this id was found a moment ago: while a region comes back, replica by replica, the
 *   rest of its silence is still the same fault.
 */
export function silenceFaults(
  silence: RegionSilence,
  togetherMs: number,
  isHeld: (id: string) => boolean,
  heldTogether: ReadonlySet<RegionId>,
): SilenceFaults {
  const byRegion = new Map<RegionId, Fault>();
  const silent = silence.silentRegions();
  const together = fellTogether(silence, silent, togetherMs, isHeld(CLUSTER_ID) ? heldTogether : NONE);
  if (together.length > 0) {
    const fault: Fault = {
      id: CLUSTER_ID,
      cause: "nothing_heard",
      isPlain: together.length > 1,
      startMs: Math.min(...together.map((regionId) => silence.sinceMs(regionId))),
    };
    for (const regionId of together) byRegion.set(regionId, fault);
  }
  for (let regionId = 0; silence.offlineCount > 0 && regionId < silence.regionLimit; regionId += 1) {
    if (byRegion.has(regionId) || !silence.hasOffline(regionId)) continue;
    const id = regionFaultId(regionId);
    const isPlain = silence.isSilent(regionId);
    if (!isPlain && !isHeld(id)) continue;
    const startMs = silence.sinceMs(regionId);
    byRegion.set(regionId, { id, cause: "region_silent", regionId, isPlain, startMs });
  }
  return { faults: [...new Set(byRegion.values())], byRegion };
}

const NONE: ReadonlySet<RegionId> = new Set();

/** The largest group of regions that fell silent within a short time; those that never were heard belong to it when nobody else is heard either. */
function fellTogether(
  silence: RegionSilence,
  silent: readonly RegionId[],
  togetherMs: number,
  held: ReadonlySet<RegionId>,
): readonly RegionId[] {
  const stays = [...held].filter((regionId) => silence.hasOffline(regionId));
  if (stays.length > 0) {
    const isNear = (regionId: RegionId): boolean =>
      stays.some((other) => Math.abs(silence.sinceMs(other) - silence.sinceMs(regionId)) <= togetherMs);
    // One that fell silent last is found last.
    const joins = silent.filter((regionId) => silence.isHeard(regionId) && isNear(regionId));
    return [...new Set([...stays, ...joins])].sort((a, b) => a - b);
  }
  if (silent.length < 2) return [];
  const isAll = !silence.hasLiveRegion;
  const heard = silent
    .filter((regionId) => silence.isHeard(regionId))
    .sort((a, b) => silence.sinceMs(a) - silence.sinceMs(b));
  let largest: readonly RegionId[] = [];
  for (const [first, regionId] of heard.entries()) {
    const endMs = silence.sinceMs(regionId) + togetherMs;
    const group = heard.slice(first).filter((other) => silence.sinceMs(other) <= endMs);
    if (group.length > largest.length) largest = group;
  }
  const unheard = isAll ? silent.filter((regionId) => !silence.isHeard(regionId)) : [];
  const group = [...largest, ...unheard].sort((a, b) => a - b);
  return group.length > 1 ? group : [];
}
