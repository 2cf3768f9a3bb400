import { lowerBound } from "../../domain/columns/lower-bound";
import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { RegionId } from "../../domain/terms/ids";

/** An entry of a list that is ordered by region. */
export function regionIn<T extends { readonly regionId: RegionId }>(
  list: readonly T[],
  regionId: RegionId,
): T | undefined {
  const found = list[lowerBound(0, list.length, (index) => (list[index]?.regionId ?? Infinity) < regionId)];
  return found?.regionId === regionId ? found : undefined;
}

/** What regions are called in a snapshot, also those that are known only as followers; the others by their number. */
export function regionNaming({ regions, inboundLag }: ClusterSnapshot): (regionId: RegionId) => string {
  return (regionId) =>
    regionIn(regions, regionId)?.name ?? regionIn(inboundLag, regionId)?.regionName ?? String(regionId);
}
