import type { ReplicaSnapshot, ReplicaState } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import { LazyListing } from "../columns/lazy-listing";
import type { RegionNames } from "../regions/region-names";
import type { ReplicaColumns } from "../replicas/replica-table";
/** Replicas of one moment: columns that change no more, made into values when they are asked for. */
export declare class RecordedReplicas extends LazyListing<ReplicaSnapshot> {
    #private;
    /**
     * @param columns - not to be changed any more.
     * @param slots - of the replicas, in the order of the listing.
     */
    constructor(columns: ReplicaColumns, slots: Uint32Array<ArrayBuffer>, names: RegionNames);
    get length(): number;
    /** Only those in one region, found without making any. */
    inRegion(regionId: RegionId): RecordedReplicas;
    /** Only those in one state, found without making any. */
    inState(state: ReplicaState): RecordedReplicas;
    protected make(index: number): ReplicaSnapshot;
}
