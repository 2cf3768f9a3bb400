import type { EntityId, RegionId, TenantId } from "../terms/ids";
import type { Placement } from "./placement";
import type { TenantConfig } from "../terms/tenant";
import type { Topology } from "../membership/topology";
/** Why an entity cannot be placed. */
export declare abstract class RoutingError extends Error {
    abstract readonly tenantId: TenantId;
}
/** Nobody registered the tenant. */
export declare class UnknownTenantError extends RoutingError {
    readonly tenantId: TenantId;
    readonly name = "UnknownTenantError";
    constructor(tenantId: TenantId);
}
/** The tenant is known, but no shard is at home in a region where its data may be. */
export declare class NoEligibleShardError extends RoutingError {
    readonly tenantId: TenantId;
    /** The tenant's residency policy; empty when it has none and the topology names no shard at all. */
    readonly requiredRegions: readonly RegionId[];
    readonly name = "NoEligibleShardError";
    constructor(tenantId: TenantId, 
    /** The tenant's residency policy; empty when it has none and the topology names no shard at all. */
    requiredRegions: readonly RegionId[]);
}
/** The tenants and where their entities go. Shares the live topology with the control plane. */
export declare class TenantRouter {
    #private;
    constructor(topology: Topology);
    /**
     * Adds a tenant or replaces its configuration.
     *
     * @throws RangeError naming the field, when a value does not fit its type.
     */
    registerTenant(config: TenantConfig): void;
    /**
     * Registers exactly these tenants, prepared some at a time, so that whatever else has to be done can be done in between:
     * those of before stay until the last step, which puts the others in their place at once.
     *
     * @throws RangeError naming the field, when a value does not fit its type; nothing changes then.
     */
    replaceInSteps(configs: Iterable<TenantConfig>): Generator<undefined, void>;
    /** @returns whether the tenant was registered. */
    removeTenant(tenantId: TenantId): boolean;
    tenant(tenantId: TenantId): TenantConfig | undefined;
    /** By tenant id. The same list until something changes: pages of it are asked for one after the other. */
    get tenants(): readonly TenantConfig[];
    get tenantCount(): number;
    /** Tenants whose data may be in one of these home regions. */
    tenantCountAt(homes: ReadonlySet<RegionId>): number;
    /** Tenants with a residency policy that no shard of the topology meets. */
    get unroutableTenantCount(): number;
    /**
     * The shard that holds an entity, and its home region.
     *
     * @throws UnknownTenantError when the tenant is not registered.
     * @throws NoEligibleShardError when no shard is at home where the tenant's data may be.
     * @throws RangeError when the entity's id does not fit 64 bits; wrapped around it would share another entity's place.
     */
    route(tenantId: TenantId, entityId: EntityId): Placement;
}
