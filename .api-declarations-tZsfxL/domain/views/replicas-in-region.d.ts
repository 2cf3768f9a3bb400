import type { ReplicaSnapshot } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import type { Listing } from "../terms/listing";
/** The replicas of a listing that are in one region, in its order. */
export declare function replicasInRegion(replicas: Listing<ReplicaSnapshot>, regionId: RegionId): Listing<ReplicaSnapshot>;
