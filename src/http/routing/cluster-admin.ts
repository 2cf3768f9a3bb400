import type { RegionId, ShardId, TenantId } from "../../domain/terms/ids";
import type { MaintenanceRequest } from "../../domain/maintenance/announce";
import type { MaintenanceOutcome } from "../../domain/maintenance/planned-change";
import type { TenantConfig } from "../../domain/terms/tenant";
import type { ShardAssignment } from "../../domain/membership/topology";

/** What became of a tenant that was to be registered: `full` means that it was not, for there is no room. */
export type TenantOutcome = "added" | "replaced" | "full";

/** How many tenants there may be. Asked when a registration has its turn. */
export interface TenantLimit {
  readonly maxTenants: number;
}

/**
 * What changes the topology, the tenants and what is planned: each call keeps the change first and applies it then, so that what was
 * answered with success survives a restart. Changes are made one after the other, and what a call tells was found out in
 * its turn: of two that remove the same thing at once, one did it.
 *
 * A call that rejects has changed nothing (the disk is full, the store cannot be reached); the caller gets a 503. Nor has a
 * removal that finds nothing: not even what is kept is written anew.
 */
export interface ClusterAdmin {
  /** Where topology and tenants are kept when the API may not change them (a file of configuration), else undefined. */
  readonly keptIn: string | undefined;
  /** @returns whether the topology did not name the shard before. */
  assignShard(assignment: ShardAssignment): Promise<boolean>;
  /** @returns whether there was anything to remove that may be removed. Under {@link keptIn}, that is what nobody named. */
  removeShard(shardId: ShardId): Promise<boolean>;
  /** @returns likewise. */
  removeRegion(regionId: RegionId): Promise<boolean>;
  putTenant(config: TenantConfig, limit: TenantLimit): Promise<TenantOutcome>;
  /** @returns whether there was anything to remove. */
  removeTenant(tenantId: TenantId): Promise<boolean>;
  /** Announces planned work, or renews its lease. */
  announce(request: MaintenanceRequest): Promise<MaintenanceOutcome>;
  /** Ends planned work: nothing is announced by it any more. @returns whether there was any of that id. */
  endMaintenance(id: string): Promise<boolean>;
}
