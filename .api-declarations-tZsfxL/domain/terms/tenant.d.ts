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
export declare function tenantConfigProblem(config: TenantConfig): FieldProblem | undefined;
