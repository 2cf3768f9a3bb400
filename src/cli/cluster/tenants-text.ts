import type { RegionId } from "../../domain/terms/ids";
import type { TenantConfig } from "../../domain/terms/tenant";
import type { Screen } from "../terminal/style";
import { table } from "../terminal/table";

const UNLIMITED = "-";
const ANYWHERE = "any";

/**
 * A page of tenants with their limits and where their data may be.
 *
 * @param next - where the next page begins; undefined on the last one.
 */
export function tenantsText(
  tenants: readonly TenantConfig[],
  next: string | undefined,
  nameOf: (regionId: RegionId) => string,
  screen: Screen,
): string {
  if (tenants.length === 0) return "No tenant is registered.\n";
  const rows = tenants.map((tenant) => [
    String(tenant.tenantId),
    String(tenant.maxSignalsPerSec ?? UNLIMITED),
    String(tenant.maxEntities ?? UNLIMITED),
    String(tenant.maxStorageBytes ?? UNLIMITED),
    regionsOf(tenant, nameOf),
  ]);
  const rest = next === undefined ? "" : `There are more: --after ${next}\n`;
  return table(["TENANT", "SIGNALS/S", "ENTITIES", "BYTES", "REGIONS"], rows, screen) + rest;
}

function regionsOf({ requiredRegions = [] }: TenantConfig, nameOf: (regionId: RegionId) => string): string {
  return requiredRegions.length === 0 ? ANYWHERE : requiredRegions.map(nameOf).join(", ");
}
