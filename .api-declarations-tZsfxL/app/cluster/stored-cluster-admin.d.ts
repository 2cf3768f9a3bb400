import type { ControlPlane } from "../../domain/control-plane";
import type { RegionId, ShardId, TenantId } from "../../domain/terms/ids";
import type { TenantConfig } from "../../domain/terms/tenant";
import type { ShardAssignment } from "../../domain/membership/topology";
import type { ClusterAdmin, TenantLimit, TenantOutcome } from "../../http/routing/cluster-admin";
import type { Store } from "../../store/store";
/**
 * Changes topology and tenants one at a time: first in the store, and only when it holds them, in the control plane. With
 * each change goes what left the cluster, so that it stays away after a restart.
 */
export declare class StoredClusterAdmin implements ClusterAdmin {
    #private;
    /**
     * @param controlPlane - as it was built from the store.
     * @param afterSave - is waited for after each save, whatever became of it. Must not reject.
     */
    constructor(store: Store, controlPlane: ControlPlane, afterSave?: () => Promise<void>);
    get keptIn(): string | undefined;
    assignShard(assignment: ShardAssignment): Promise<boolean>;
    removeShard(shardId: ShardId): Promise<boolean>;
    removeRegion(regionId: RegionId): Promise<boolean>;
    putTenant(config: TenantConfig, limit: TenantLimit): Promise<TenantOutcome>;
    removeTenant(tenantId: TenantId): Promise<boolean>;
    /**
     * Keeps who left the cluster, and when they were heard last, if that changed since it was kept. No heartbeat waits for it,
     * so it is called now and then.
     */
    keepRetirements(): Promise<void>;
    /** Keeps which replicas are known and for how long they are silent, if that is worth it. To be called every few seconds. */
    keepKnown(): Promise<void>;
}
