import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { RegionId } from "../../domain/terms/ids";
/** An entry of a list that is ordered by region. */
export declare function regionIn<T extends {
    readonly regionId: RegionId;
}>(list: readonly T[], regionId: RegionId): T | undefined;
/** What regions are called in a snapshot, also those that are known only as followers; the others by their number. */
export declare function regionNaming({ regions, inboundLag }: ClusterSnapshot): (regionId: RegionId) => string;
