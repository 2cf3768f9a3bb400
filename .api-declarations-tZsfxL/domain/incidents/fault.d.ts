import type { IncidentCause } from "../terms/incident";
import type { RegionId, ShardId } from "../terms/ids";
/** One fault as the evidence of one moment has it. Times are lived milliseconds. */
export interface Fault {
    /** Of its subject, see `Incident.id`. */
    readonly id: string;
    readonly cause: IncidentCause;
    readonly regionId?: RegionId;
    readonly peerId?: RegionId;
    readonly shardId?: ShardId;
    /** Whether the evidence alone says so; else it is what is left of a fault that was found before. */
    readonly isPlain: boolean;
    /** When what it explains began. */
    readonly startMs: number;
}
/** The id of an incident whose subject is the cluster. */
export declare const CLUSTER_ID = "cluster";
/** The id of an incident whose subject is a region. */
export declare function regionFaultId(regionId: RegionId): string;
/** The id of an incident whose subject is what is between two regions, in either order. */
export declare function linkFaultId(a: RegionId, b: RegionId): string;
/** The id of an incident whose subject is one replica. */
export declare function replicaFaultId(shardId: ShardId, regionId: RegionId): string;
/** The id of an incident whose subject is a shard as a whole. */
export declare function shardFaultId(shardId: ShardId): string;
