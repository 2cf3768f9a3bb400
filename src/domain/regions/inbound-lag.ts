import type { InboundLag } from "../terms/cluster-snapshot";
import { roundedLagSeconds } from "../lag/lag-seconds";
import type { RegionNames } from "./region-names";
import { OFFLINE } from "../terms/replica-health";
import type { ReplicaColumns } from "../replicas/replica-columns";

const NONE = -1;

/**
 * The worst lag of each region as a follower of a replica that is not Offline, by region id.
 *
 * @param slotCount - upper bound of all slots. They are gone through in their own order, in which they lie in memory; free
 *   ones have no followers.
 */
export function inboundLags(
  { states, followers }: Pick<ReplicaColumns, "states" | "followers">,
  slotCount: number,
  names: RegionNames,
): readonly InboundLag[] {
  const worst = new Float64Array(followers.regionLimit).fill(NONE);
  const { starts, followerIds, lagSeconds } = followers;
  for (let slot = 0; slot < slotCount; slot += 1) {
    if (states[slot] === OFFLINE) continue;
    const end = followers.endOf(slot);
    for (let row = starts[slot]!; row < end; row += 1) {
      const followerId = followerIds[row]!;
      const seconds = lagSeconds[row]!;
      if (seconds > worst[followerId]!) worst[followerId] = seconds;
    }
  }
  const lags: InboundLag[] = [];
  for (const [regionId, seconds] of worst.entries()) {
    if (seconds === NONE) continue;
    lags.push({ regionId, regionName: names.nameOf(regionId), lagSeconds: roundedLagSeconds(seconds) });
  }
  return lags;
}
