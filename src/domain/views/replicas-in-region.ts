import type { ReplicaSnapshot } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import type { Listing } from "../terms/listing";
import { RecordedReplicas } from "./recorded-replicas";

/** The replicas of a listing that are in one region, in its order. */
export function replicasInRegion(
  replicas: Listing<ReplicaSnapshot>,
  regionId: RegionId,
): Listing<ReplicaSnapshot> {
  if (replicas instanceof RecordedReplicas) return replicas.inRegion(regionId);
  return Array.from(replicas).filter((replica) => replica.regionId === regionId);
}
