import { ControlPlane } from "../../domain/control-plane";
import type { ControlPlaneOptions } from "../../domain/control-plane-options";
import type { ReplicationLagGauge } from "../../domain/lag/replication-lag-gauge";
import type { TenantRouter } from "../../domain/placement/tenant-router";
import type { Topology } from "../../domain/membership/topology";
/** The control plane as an application embeds it: on the machine's clocks unless told otherwise, and able to print itself. */
export declare class SystemControlPlane extends ControlPlane {
    /** @throws RangeError when region names are ambiguous. */
    constructor(topology: Topology, tenantRouter: TenantRouter, lagGauge: ReplicationLagGauge, options?: Partial<ControlPlaneOptions>);
    /** The present health as pretty-printed JSON. `parseClusterHealth` reads it back without loss. */
    healthJson(): string;
}
