import { excusedByRegion, regionStatus } from "../regions/region-health";
import type { ClusterStates } from "../terms/cluster-snapshot";
import type { SnapshotSource } from "./take-snapshot";

/** The states alone, which are kept by region: no replica is looked at, unless some are excused. */
export function takeStates({ replicas, names, incidents }: SnapshotSource): ClusterStates {
  const excused = excusedByRegion(replicas);
  const regions = Array.from(replicas.regionStates.regions(), ([regionId, counts]) => ({
    regionId,
    name: names.nameOf(regionId),
    state: regionStatus(counts, excused?.[regionId]),
  }));
  return { regions, incidents: incidents.listed };
}
