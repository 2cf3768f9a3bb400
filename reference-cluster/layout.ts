import { isU16 } from "#exporter/domain/terms/ids";
import type { RegionId, ReplicaId } from "#exporter/domain/terms/ids";

/** A region of the cluster: its number, and the name that people use for it. */
export interface RegionLayout {
  readonly regionId: RegionId;
  readonly name: string;
}

/** Which regions there are and which shard is at home where; every shard is followed in all the other regions. */
export interface ClusterLayout {
  /** By region id, from 0 without a gap. */
  readonly regions: readonly RegionLayout[];
  /** By shard id, from 0 without a gap; `regionId` is the home, where the shard is led. */
  readonly shards: readonly ReplicaId[];
}

export const DEFAULT_REGION_NAMES: readonly string[] = ["us-east", "eu-west", "ap-south"];
export const DEFAULT_SHARDS_PER_REGION = 5;

/**
 * Numbers regions from 0 in the order of their names, and shards so that an id is unique in the whole cluster: region
 * `r` is home to `shardsPerRegion` shards from `r * shardsPerRegion` on.
 *
 * @throws RangeError when there is no region, a name is empty or used twice, or the shards do not fit 16 bits.
 */
export function clusterLayout(
  regionNames: readonly string[] = DEFAULT_REGION_NAMES,
  shardsPerRegion: number = DEFAULT_SHARDS_PER_REGION,
): ClusterLayout {
  if (regionNames.length === 0) throw new RangeError("regions: expected at least one name, got none");
  const repeated = regionNames.find((name, at) => name === "" || regionNames.indexOf(name) !== at);
  if (repeated !== undefined) {
    throw new RangeError(
      `regions: expected names that are not empty and all different, got "${repeated}" again`,
    );
  }
  const shardCount = regionNames.length * shardsPerRegion;
  if (!Number.isInteger(shardsPerRegion) || shardsPerRegion < 1 || !isU16(shardCount - 1)) {
    throw new RangeError(
      `shards per region: expected a whole number from 1 on, and at most 65536 shards in all, got ${shardsPerRegion}`,
    );
  }
  return {
    regions: regionNames.map((name, regionId) => ({ regionId, name })),
    shards: Array.from({ length: shardCount }, (_, shardId) => ({
      shardId,
      regionId: Math.floor(shardId / shardsPerRegion),
    })),
  };
}

/** The region of that name or, for a text of digits, of that number; undefined when the layout has none. */
export function findRegion(layout: ClusterLayout, nameOrId: string): RegionLayout | undefined {
  return layout.regions.find(({ name, regionId }) => name === nameOrId || String(regionId) === nameOrId);
}

/** The name of a region, or its number as text when the layout does not have it. */
export function regionName(layout: ClusterLayout, regionId: RegionId): string {
  return layout.regions.find((region) => region.regionId === regionId)?.name ?? String(regionId);
}
