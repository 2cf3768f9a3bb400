import type { RegionId } from "../terms/ids";
import { SOURCE_TROUBLES } from "../terms/source";
import type { ReasonRows } from "./reason-rows";
import { DEGRADED, HEALTHY, isLagging, OFFLINE } from "../terms/replica-health";
import type { HealthThresholds } from "../terms/replica-health";
import type { ReplicaColumns } from "../replicas/replica-columns";

/**
 * Collects what speaks against each replica, by its state: nothing while it is Healthy, a row per lagging follower while it
 * is Degraded, its silence while it is Offline, has not been heard, or cannot be.
 *
 * @param slots - of the replicas, by shard.
 * @param livedMs - when their states were found out.
 * @param rowsByRegion - where to put the reasons of a region; nobody asks about one that is not there.
 */
export function gatherReasons(
  columns: ReplicaColumns,
  slots: Uint32Array,
  livedMs: number,
  thresholds: HealthThresholds,
  rowsByRegion: ReadonlyMap<RegionId, ReasonRows>,
): void {
  const { shardIds, regionIds, states, liveness, blindness, excused } = columns;
  const { length } = slots;
  for (let place = 0; place < length; place += 1) {
    const slot = slots[place]!;
    const state = states[slot]!;
    if (state === HEALTHY || (state === OFFLINE && excused[slot] === 1)) continue;
    const rows = rowsByRegion.get(regionIds[slot]!);
    if (!rows) continue;
    const shardId = shardIds[slot]!;
    const silenceMs = liveness.silenceMs(slot, livedMs);
    if (state === DEGRADED) {
      addLags(columns, slot, thresholds, rows, silenceMs);
    } else if (state === OFFLINE) {
      rows.addSilence(liveness.wasEverHeard(slot) ? "no_heartbeat" : "never_heard", shardId, silenceMs);
    } else {
      rows.addSilence(SOURCE_TROUBLES[blindness[slot]! - 1] ?? "not_heard_yet", shardId, silenceMs);
    }
  }
}

function addLags(
  { shardIds, followers }: ReplicaColumns,
  slot: number,
  thresholds: HealthThresholds,
  rows: ReasonRows,
  silenceMs: number,
): void {
  const end = followers.endOf(slot);
  for (let row = followers.starts[slot]!; row < end; row += 1) {
    const lagSeconds = followers.lagSeconds[row]!;
    if (!isLagging(lagSeconds, thresholds)) continue;
    rows.addLag(shardIds[slot]!, followers.followerIds[row]!, lagSeconds, silenceMs);
  }
}
