import { z } from "zod";
import type { TenantConfig } from "../../domain/terms/tenant";
import { expectation } from "../fields/expectation";
import { u16, u64 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { presentFields } from "../fields/present-fields";

const tenantConfigFields = {
  tenant_id: u64("The tenant."),
  max_signals_per_sec: optionalField(
    u64("Signals per second; absent or null means unlimited. tidalDB enforces it."),
  ),
  max_entities: optionalField(u64("Entities; absent or null means unlimited. tidalDB enforces it.")),
  max_storage_bytes: optionalField(u64("Bytes; absent or null means unlimited. tidalDB enforces it.")),
  required_regions: optionalField(
    z.array(u16("A region id."), { error: expectation("an array of region ids") }).meta({
      description:
        "Residency: data is placed only on shards at home in these regions. Absent, null or empty means anywhere.",
    }),
  ),
};

/** tidalDB's `TenantConfig`. Null means absent, as in serde. */
export const tenantConfigSchema: z.ZodType<TenantConfig> = z
  .object(tenantConfigFields, { error: expectation("an object") })
  .transform((wire): TenantConfig => ({
    tenantId: wire.tenant_id,
    ...presentFields({
      maxSignalsPerSec: wire.max_signals_per_sec,
      maxEntities: wire.max_entities,
      maxStorageBytes: wire.max_storage_bytes,
      requiredRegions: wire.required_regions,
    }),
  }))
  .meta({ description: "A tenant: its limits and where its data may be." });

/** A tenant as plain JSON. Absent limits are left out. */
export function tenantConfigToWire(config: TenantConfig): Record<string, unknown> {
  return {
    tenant_id: config.tenantId,
    ...presentFields({
      max_signals_per_sec: config.maxSignalsPerSec,
      max_entities: config.maxEntities,
      max_storage_bytes: config.maxStorageBytes,
      required_regions: config.requiredRegions,
    }),
  };
}
