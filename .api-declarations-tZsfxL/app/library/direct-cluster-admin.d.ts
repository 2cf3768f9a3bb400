import type { ControlPlane } from "../../domain/control-plane";
import type { RegionId, ShardId, TenantId } from "../../domain/terms/ids";
import type { TenantConfig } from "../../domain/terms/tenant";
import type { ShardAssignment } from "../../domain/membership/topology";
import type { ClusterAdmin, TenantLimit, TenantOutcome } from "../../http/routing/cluster-admin";
/** Changes an embedded control plane and keeps nothing: what should outlive the process is its application's affair. */
export declare class DirectClusterAdmin implements ClusterAdmin {
    #private;
    readonly keptIn: undefined;
    constructor(controlPlane: ControlPlane);
    assignShard(assignment: ShardAssignment): Promise<boolean>;
    removeShard(shardId: ShardId): Promise<boolean>;
    removeRegion(regionId: RegionId): Promise<boolean>;
    putTenant(config: TenantConfig, limit: TenantLimit): Promise<TenantOutcome>;
    removeTenant(tenantId: TenantId): Promise<boolean>;
}
