import type { ShardId } from "../terms/ids";
import type { HealthThresholds } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import type { Topology } from "../membership/topology";
/** A shard that two live replicas lead, or none does: although no leader of it is silent, or because all of it is. */
export interface LeadershipProblem {
    readonly cause: "leader_conflict" | "no_leader";
    readonly shardId: ShardId;
    /** The slots of its live replicas; none when all are silent. */
    readonly slots: readonly number[];
}
/** Who leads each shard, and how far it is from losing data. */
export declare class ShardConditions {
    #private;
    withoutLeaderCount: number;
    criticalCount: number;
    problems: LeadershipProblem[];
    isWithoutLeader(shardId: ShardId): boolean;
    isCritical(shardId: ShardId): boolean;
    /** Whether nobody of the shard's two or more replicas is heard: some are Offline, and whoever is not yet is about to be. */
    isSilent(shardId: ShardId): boolean;
    /** Looks at every shard anew. */
    look(table: ReplicaTable, topology: Topology, thresholds: HealthThresholds, livedMs: number): void;
}
