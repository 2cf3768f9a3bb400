import type { ReplicaSnapshot } from "../terms/cluster-snapshot";
import type { Listing } from "../terms/listing";
/** The worst replicas of a listing, at most `limit`; those in the same state in its order. */
export declare function worstReplicas(replicas: Listing<ReplicaSnapshot>, limit: number): readonly ReplicaSnapshot[];
