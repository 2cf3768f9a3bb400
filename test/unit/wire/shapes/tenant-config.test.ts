import fc from "fast-check";
import { parseWith } from "../../../../src/wire/fields/parse-with";
import { tenantConfigSchema, tenantConfigToWire } from "../../../../src/wire/shapes/tenant-config";
import { propertyRuns } from "../../../support/property-runs";
import { anyTenantConfig } from "../../../support/wire/wire-arbitraries";
import { readBack } from "../../../support/wire/read-back";

test("limits that are absent or null are unlimited", () => {
  const unlimited = { ok: true, value: { tenantId: 5n } };
  expect(parseWith(tenantConfigSchema, { tenant_id: 5n })).toStrictEqual(unlimited);
  expect(
    parseWith(tenantConfigSchema, {
      tenant_id: 5n,
      max_signals_per_sec: null,
      max_entities: null,
      max_storage_bytes: null,
      required_regions: null,
    }),
  ).toStrictEqual(unlimited);
});

const U64 = "a whole number from 0 to 18446744073709551615";

test.each([
  [{}, "tenant_id", `is missing, expected ${U64}`],
  [{ tenant_id: 5 }, "tenant_id", `expected ${U64}, got 5 with a fraction or an exponent`],
  [{ tenant_id: 5n, max_entities: -1n }, "max_entities", `expected ${U64}, got -1`],
  [{ tenant_id: 5n, max_signals_per_sec: 0.5 }, "max_signals_per_sec", `expected ${U64}, got 0.5`],
  [{ tenant_id: 5n, max_storage_bytes: "1GB" }, "max_storage_bytes", `expected ${U64}, got "1GB"`],
  [{ tenant_id: 5n, required_regions: 0n }, "required_regions", "expected an array of region ids, got 0"],
  [
    { tenant_id: 5n, required_regions: [0n, 65536n] },
    "required_regions.1",
    "expected a whole number from 0 to 65535, got 65536",
  ],
])("a tenant with a fault is refused at %#", (value, field, problem) => {
  expect(parseWith(tenantConfigSchema, value)).toEqual({
    ok: false,
    problems: [{ field, message: `${field}: ${problem}` }],
  });
});

test("what is no object is no tenant", () => {
  expect(parseWith(tenantConfigSchema, [])).toEqual({
    ok: false,
    problems: [{ field: "", message: "expected an object, got an array" }],
  });
});

test("any tenant survives the wire to the last bit", () => {
  fc.assert(
    fc.property(anyTenantConfig, (config) => {
      expect(readBack(tenantConfigSchema, tenantConfigToWire(config))).toStrictEqual({
        ok: true,
        value: config,
      });
    }),
    propertyRuns(),
  );
});
