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

/** What is written from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * What regions are called in a snapshot, also those that are known only as followers; the others by their number. A name that is written
 * from right to left is isolated: what comes behind it in a sentence, such as a number of shards, would move before it.
 */
export function regionNaming({ regions, inboundLag }: ClusterSnapshot): (regionId: RegionId) => string {
  return (regionId) => {
    const name =
      regionIn(regions, regionId)?.name ?? regionIn(inboundLag, regionId)?.regionName ?? String(regionId);
    return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
  };
}
