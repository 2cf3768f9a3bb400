import { isU16, isU64, U64_EXPECTED } from "./ids";
import type { RegionId, TenantId } from "./ids";
import type { FieldProblem } from "./field-problem";

/** tidalDB's `TenantConfig`. An absent limit means unlimited; limits are carried and shown, tidalDB enforces them. */
export interface TenantConfig {
  readonly tenantId: TenantId;
  /** u64. */
  readonly maxSignalsPerSec?: bigint;
  /** u64. */
  readonly maxEntities?: bigint;
  /** u64. */
  readonly maxStorageBytes?: bigint;
  /** Residency: data may only be placed on shards at home in these regions. Absent or empty: anywhere. */
  readonly requiredRegions?: readonly RegionId[];
}

/** The first field of a tenant that its Rust type could not hold, or undefined. */
export function tenantConfigProblem(config: TenantConfig): FieldProblem | undefined {
  const limits = {
    tenant_id: config.tenantId,
    max_signals_per_sec: config.maxSignalsPerSec,
    max_entities: config.maxEntities,
    max_storage_bytes: config.maxStorageBytes,
  };
  for (const [field, value] of Object.entries(limits)) {
    if (value !== undefined && !isU64(value)) {
      return {
        field,
        message: `${field}: expected ${U64_EXPECTED}, got ${String(value)}`,
      };
    }
  }
  for (const regionId of config.requiredRegions ?? []) {
    if (!isU16(regionId)) {
      return {
        field: "required_regions",
        message: `required_regions: expected whole numbers from 0 to 65535, got ${String(regionId)}`,
      };
    }
  }
  return undefined;
}
