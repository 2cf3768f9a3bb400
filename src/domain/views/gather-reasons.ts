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
 * @param rowsOf - where to put the reasons of a region; undefined for one that nobody asks about.
 */
export function gatherReasons(
  columns: ReplicaColumns,
  slots: Uint32Array,
  livedMs: number,
  thresholds: HealthThresholds,
  rowsOf: (regionId: RegionId) => ReasonRows | undefined,
): void {
  const { shardIds, regionIds, states, liveness, blindness, excused } = columns;
  for (const slot of slots) {
    const state = states[slot]!;
    const isWell = state === HEALTHY || (state === OFFLINE && excused[slot] === 1);
    const rows = isWell ? undefined : rowsOf(regionIds[slot]!);
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
