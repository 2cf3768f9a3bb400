import type { RegionId } from "../terms/ids";
/**
 * Which regions there are: those that a replica is in or that a heartbeat names as a follower, and which of them are named by
 * the topology or the configuration. Ids have 16 bits and cost nothing to make up, so the others are counted.
 */
export declare class RegionUses {
    #private;
    /** @param namedBy - whether the topology or the configuration names a region. Call {@link RegionUses.renamed} when it changes. */
    nameBy(namedBy: (regionId: RegionId) => boolean): void;
    /** Other regions may be named from now on; they are looked up when somebody asks. */
    renamed(): void;
    /** Regions in use that nobody named. */
    get unknownCount(): number;
    /** Whether a replica is in the region, or a follower row is of it. */
    isUsed(regionId: RegionId): boolean;
    /** Replicas in the region and follower rows of it, together. */
    countOf(regionId: RegionId): number;
    /** Whether the topology or the configuration names the region. */
    isNamed(regionId: RegionId): boolean;
    /** A replica in the region or a row of it as a follower came. */
    came(regionId: RegionId): void;
    /** One of those left. */
    left(regionId: RegionId): void;
}
