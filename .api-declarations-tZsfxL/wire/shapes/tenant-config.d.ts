import { z } from "zod";
import type { TenantConfig } from "../../domain/terms/tenant";
/** tidalDB's `TenantConfig`. Null means absent, as in serde. */
export declare const tenantConfigSchema: z.ZodType<TenantConfig>;
/** A tenant as plain JSON. Absent limits are left out. */
export declare function tenantConfigToWire(config: TenantConfig): Record<string, unknown>;
