import { tenantConfigProblem } from "../../../../src/domain/terms/tenant";
import type { TenantConfig } from "../../../../src/domain/terms/tenant";

const U64 = "a whole number from 0 to 18446744073709551615";

test.each<[string, TenantConfig]>([
  ["nothing but an id", { tenantId: 0n }],
  [
    "every limit at its greatest",
    {
      tenantId: 2n ** 64n - 1n,
      maxSignalsPerSec: 2n ** 64n - 1n,
      maxEntities: 2n ** 64n - 1n,
      maxStorageBytes: 2n ** 64n - 1n,
      requiredRegions: [0, 65_535],
    },
  ],
  ["limits of zero, which allow nothing but are valid", { tenantId: 1n, maxEntities: 0n }],
  ["a policy without regions", { tenantId: 1n, requiredRegions: [] }],
])("a tenant with %s has no defect", (_, config) => {
  expect(tenantConfigProblem(config)).toBeUndefined();
});

test.each<[string, unknown, string, string]>([
  ["tenantId", -1n, "tenant_id", `tenant_id: expected ${U64}, got -1`],
  ["tenantId", 7, "tenant_id", `tenant_id: expected ${U64}, got 7`],
  [
    "maxSignalsPerSec",
    2n ** 64n,
    "max_signals_per_sec",
    `max_signals_per_sec: expected ${U64}, got 18446744073709551616`,
  ],
  ["maxEntities", -1n, "max_entities", `max_entities: expected ${U64}, got -1`],
  ["maxStorageBytes", 1.5, "max_storage_bytes", `max_storage_bytes: expected ${U64}, got 1.5`],
  [
    "requiredRegions",
    [0, 65_536],
    "required_regions",
    "required_regions: expected whole numbers from 0 to 65535, got 65536",
  ],
  [
    "requiredRegions",
    [NaN],
    "required_regions",
    "required_regions: expected whole numbers from 0 to 65535, got NaN",
  ],
])("%s of %p is refused, naming field, value and what was expected", (name, value, field, message) => {
  const config = { tenantId: 1n, [name]: value } as TenantConfig;
  expect(tenantConfigProblem(config)).toEqual({ field, message });
});
