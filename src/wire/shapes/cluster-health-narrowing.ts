import { worstStatus } from "../../domain/terms/cluster-health";
import type { ClusterHealth, RegionStatus } from "../../domain/terms/cluster-health";
import type { RegionId } from "../../domain/terms/ids";
import { presentFields } from "../fields/present-fields";

/** What a reader of `/health.json` wants less of. */
export interface HealthNarrowing {
  /** Only this region. Default: all. */
  readonly regionId?: RegionId;
  /** Whether to list the replicas. Default: true. */
  readonly shards?: boolean;
}

/**
 * Less of the same health. The shape stays: left-out replicas are an empty array, so that a reader of the Rust type can
 * still parse it. `status` becomes the state of the region asked for ("Unknown" when there is no such region; whether that
 * is an error is the caller's business). Totals and the tenant count go on describing the whole cluster: no region
 * has a share of them that would add up.
 */
export function narrowHealth(
  health: ClusterHealth,
  { regionId, shards = true }: HealthNarrowing,
): ClusterHealth {
  const listed = shards ? health : { ...health, shards: [] };
  return regionId === undefined ? listed : onlyRegion(listed, regionId);
}

function onlyRegion(health: ClusterHealth, regionId: RegionId): ClusterHealth {
  return {
    ...health,
    shards: health.shards.filter((stats) => stats.regionId === regionId),
    regions: onlyEntry(health.regions, regionId),
    ...presentFields({
      status: health.status && statusOf(health, regionId),
      regionDetails: health.regionDetails && onlyEntry(health.regionDetails, regionId),
    }),
  };
}

function statusOf(health: ClusterHealth, regionId: RegionId): RegionStatus {
  const state = health.regionDetails?.get(regionId)?.state ?? health.regions.get(regionId);
  return worstStatus(state === undefined ? [] : [state]);
}

function onlyEntry<T>(map: ReadonlyMap<RegionId, T>, regionId: RegionId): ReadonlyMap<RegionId, T> {
  const value = map.get(regionId);
  return new Map(value === undefined ? [] : [[regionId, value]]);
}
