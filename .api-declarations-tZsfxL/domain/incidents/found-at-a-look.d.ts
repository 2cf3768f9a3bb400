import type { EvidenceByFault } from "./evidence-by-fault";
import type { IncidentsFound } from "./incidents-found";
import type { RegionId } from "../terms/ids";
import type { Incident } from "../terms/incident";
import type { ShardConditions } from "./shard-conditions";
/** What one look found; incidents are described when somebody asks, and then once. */
export declare class FoundAtALook implements IncidentsFound {
    #private;
    readonly notListed: number;
    readonly shardsWithoutLeader: number;
    readonly criticalShards: number;
    /**
     * @param list - makes the incidents, worst first.
     * @param isActive - whether the fault of an id is an incident.
     */
    constructor(list: () => readonly Incident[], evidence: EvidenceByFault, { withoutLeaderCount, criticalCount }: ShardConditions, isActive: (id: string) => boolean);
    get listed(): readonly Incident[];
    explainedBy(regionId: RegionId): readonly string[];
    isExplained(regionId: RegionId): boolean;
}
