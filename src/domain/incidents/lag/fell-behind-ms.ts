import type { FollowerColumns } from "../../columns/follower-rows";

/**
 * Lived milliseconds: when the follower in a row fell behind. A time before our first look is believed when the sender says it, not
 * when its throughput is all that does.
 *
 * @param reportedMs - lived time of which the row's leader told.
 * @param beganMs - of our first look.
 */
export function fellBehindMs(
  { lagSeconds, hasLagNs }: Pick<FollowerColumns, "lagSeconds" | "hasLagNs">,
  row: number,
  reportedMs: number,
  beganMs: number,
): number {
  const sinceMs = reportedMs - lagSeconds[row]! * 1000;
  return hasLagNs[row] === 1 ? sinceMs : Math.max(beganMs, sinceMs);
}
