import type { TenantId } from "../../domain/terms/ids";
import type { TenantRouter } from "../../domain/placement/tenant-router";
import type { TenantLimit, TenantOutcome } from "../../http/routing/cluster-admin";
/** What is going to become of a tenant that is to be registered now. One that is registered already takes no room. */
export declare function tenantOutcome(tenantId: TenantId, tenantRouter: TenantRouter, { maxTenants }: TenantLimit): TenantOutcome;
