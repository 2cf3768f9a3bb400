import { FaultEvidence } from "./fault-evidence";
import type { RegionId } from "../terms/ids";
import type { LagEvidence } from "./lag-evidence";
import type { PairFaults } from "./lag-faults";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ShardConditions } from "./shard-conditions";
import type { SilenceFaults } from "./silence-faults";
/** Most faults that are told apart: nobody reads more, and senders can make up very many. */
export declare const MAX_FAULTS = 256;
/** What wide faults explain, and where single shards are looked up. */
export interface WideFaults {
    readonly silence: SilenceFaults;
    readonly pairs: PairFaults;
    /** Whether a region is about to be silent, so that it is too early to say what its lag is due to. */
    readonly isWaitedFor: (regionId: RegionId) => boolean;
    /** Whether an incident of this id was found a moment ago. */
    readonly isHeld: (id: string) => boolean;
}
/** Puts every piece of evidence to the fault that explains it, the narrow ones made as they are needed. */
export declare class EvidenceByFault {
    #private;
    /** Regions with evidence for which there was no fault left. */
    readonly unexplainedRegionIds: Set<number>;
    constructor(table: ReplicaTable, conditions: ShardConditions, livedMs: number);
    get all(): readonly FaultEvidence[];
    /** Pieces of evidence beyond the most faults that are told apart. */
    get notListed(): number;
    /** Wide faults first: they are told whatever else there is. */
    gather(wide: WideFaults, lag: LagEvidence): void;
}
