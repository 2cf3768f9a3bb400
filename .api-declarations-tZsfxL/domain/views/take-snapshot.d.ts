import type { ClusterTotals, ClusterSnapshot, HeartbeatResult } from "../terms/cluster-snapshot";
import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { IncidentsFound } from "../incidents/incidents-found";
import type { RegionNames } from "../regions/region-names";
import type { RegionTransitions } from "../regions/region-transitions";
import type { ReplicaTable } from "../replicas/replica-table";
import type { TenantRouter } from "../placement/tenant-router";
import type { Topology } from "../membership/topology";
/** What totals and snapshots are taken of. */
export interface SnapshotSource {
    readonly wallNs: bigint;
    /** When the states of the replicas were found out. */
    readonly livedMs: number;
    readonly settings: ControlPlaneSettings;
    readonly names: RegionNames;
    readonly replicas: ReplicaTable;
    readonly transitions: RegionTransitions;
    readonly topology: Topology;
    readonly tenantRouter: TenantRouter;
    readonly heartbeats: Readonly<Record<HeartbeatResult, number>>;
    readonly stallSeconds: number;
    readonly incidents: IncidentsFound;
    /** Whether everybody had the time to be heard since the process began. */
    readonly isSettled: boolean;
}
/** What regions and cluster add up to. Looks at every replica, and makes nothing for any. */
export declare function takeTotals(source: SnapshotSource): ClusterTotals;
/** The totals, and a copy of the replicas from which their values and the reasons are made when they are asked for. */
export declare function takeSnapshot(source: SnapshotSource): ClusterSnapshot;
