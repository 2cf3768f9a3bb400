import type { RegionId, ShardId } from "../terms/ids";
import type { ShardAssignment } from "./topology";
/** One change of who belongs to the cluster, as people ask for it. */
export type TopologyChange = ({
    readonly kind: "assign";
} & ShardAssignment) | {
    readonly kind: "removeShard";
    readonly shardId: ShardId;
} | {
    readonly kind: "removeRegion";
    readonly regionId: RegionId;
};
