import type { InboundLag } from "../terms/cluster-snapshot";
import type { RegionNames } from "./region-names";
import type { ReplicaColumns } from "../replicas/replica-table";
/**
 * The worst lag of each region as a follower of a replica that is not Offline, by region id.
 *
 * @param slotCount - upper bound of all slots. They are gone through in their own order, in which they lie in memory; free
 *   ones have no followers.
 */
export declare function inboundLags({ states, followers }: Pick<ReplicaColumns, "states" | "followers">, slotCount: number, names: RegionNames): readonly InboundLag[];
