import type { RegionId, ShardId, TenantId } from "../domain/ids";
import type { TenantConfig } from "../domain/tenant";
import type { ShardAssignment } from "../domain/topology";

/**
 * What changes the topology and the tenants: each call keeps the change first and applies it then, so that what was
 * answered with success survives a restart.
 *
 * A call that rejects has changed nothing (the disk is full, the store cannot be reached); the caller gets a 503.
 */
export interface ClusterAdmin {
  /** Where topology and tenants are kept when the API may not change them (a file of configuration), else undefined. */
  readonly keptIn: string | undefined;
  assignShard(assignment: ShardAssignment): Promise<void>;
  /** @returns whether there was anything to remove. */
  removeShard(shardId: ShardId): Promise<boolean>;
  /** @returns whether there was anything to remove. */
  removeRegion(regionId: RegionId): Promise<boolean>;
  putTenant(config: TenantConfig): Promise<void>;
  /** @returns whether there was anything to remove. */
  removeTenant(tenantId: TenantId): Promise<boolean>;
}
