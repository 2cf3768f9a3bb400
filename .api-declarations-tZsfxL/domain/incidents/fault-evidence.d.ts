import type { Fault } from "./fault";
import type { RegionId } from "../terms/ids";
import type { IncidentImpact } from "../terms/incident";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ShardConditions } from "./shard-conditions";
import type { Topology } from "../membership/topology";
/** All that one fault explains at one moment. */
export declare class FaultEvidence {
    #private;
    readonly fault: Fault;
    /** The regions whose state it speaks against. */
    readonly regionIds: Set<number>;
    /** Those in which it is silence that it explains. */
    readonly silentRegionIds: Set<number>;
    constructor(fault: Fault);
    addSilence(table: ReplicaTable, slot: number, conditions: ShardConditions): void;
    /** @param count - followers of the slot's shard that are behind. */
    addLag(table: ReplicaTable, slot: number, count: number, conditions: ShardConditions): void;
    /** Adds a replica that is concerned, be it neither silent nor a leader of any that is behind. */
    addOther({ shardIds, regionIds, liveness, reports }: ReplicaTable, slot: number, conditions: ShardConditions): void;
    /** The regions in which shards that it touches are at home. */
    homeIds(topology: Topology): ReadonlySet<RegionId>;
    /** @param tenants - whose data may be on its shards. */
    impact(tenants: number): IncidentImpact;
}
