import type { InboundLag } from "./cluster-snapshot";
import { roundedLagSeconds } from "./lag-seconds";
import type { RegionNames } from "./region-names";
import { OFFLINE } from "./replica-health";
import type { ReplicaColumns } from "./replica-table";

const NONE = -1;

/** The worst lag of each region as a follower of a replica that is not Offline, by region id. */
export function inboundLags(
  { states, followers }: Pick<ReplicaColumns, "states" | "followers">,
  slots: Uint32Array,
  names: RegionNames,
): readonly InboundLag[] {
  const worst = new Float64Array(followers.regionLimit).fill(NONE);
  const { starts, counts, followerIds, lagSeconds } = followers;
  for (const slot of slots) {
    if (states[slot] === OFFLINE) continue;
    const start = starts[slot] ?? 0;
    const end = start + (counts[slot] ?? 0);
    for (let row = start; row < end; row += 1) {
      const followerId = followerIds[row] ?? 0;
      const seconds = lagSeconds[row] ?? 0;
      if (seconds > (worst[followerId] ?? NONE)) worst[followerId] = seconds;
    }
  }
  const lags: InboundLag[] = [];
  for (const [regionId, seconds] of worst.entries()) {
    if (seconds === NONE) continue;
    lags.push({ regionId, regionName: names.nameOf(regionId), lagSeconds: roundedLagSeconds(seconds) });
  }
  return lags;
}
