import type { IncidentsFound } from "./incidents-found";
import type { IncidentChange } from "../terms/incident";
import type { RegionNames } from "../regions/region-names";
import type { ReplicaTable } from "../replicas/replica-table";
import type { HealthThresholds } from "../terms/replica-health";
import type { TenantRouter } from "../placement/tenant-router";
import type { Topology } from "../membership/topology";
/** One look at the cluster, after the states of all replicas were found out. */
export interface Look {
    readonly table: ReplicaTable;
    readonly topology: Topology;
    readonly tenantRouter: TenantRouter;
    readonly thresholds: HealthThresholds;
    readonly names: RegionNames;
    readonly livedMs: number;
    readonly wallNs: bigint;
}
/** What is broken: the fewest faults that explain all evidence, from look to look. */
export declare class Incidents {
    #private;
    /** As of the last look. */
    get found(): IncidentsFound;
    /** Takes a look. Returns what began, changed and ended, in this order of their ids' first appearance. */
    observe(look: Look): readonly IncidentChange[];
}
