import type { RegionId } from "../domain/terms/ids";
import type { ConfigFinding, ConfigPath } from "../strict-yaml/config-problem";
import { describeValue } from "../strict-yaml/describe-value";
import { itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import { regionNamesIn } from "./region-name-rules";
import { repeatedValues } from "../strict-yaml/repeated-values";
import { nearest } from "../strict-yaml/unknown-key";
import { regionSchema, u64Schema } from "../strict-yaml/value-schemas";

/** Tenants that are listed twice, and required regions that nobody can resolve or that are listed twice. */
export function tenantFindings(document: unknown): readonly ConfigFinding[] {
  const tenants = itemsOf(valueAt(document, "tenants"));
  const idSchema = u64Schema();
  const ids = tenants.map((tenant) => idSchema.safeParse(valueAt(tenant, "tenant_id")).data);
  const regionIds = regionIdsByName(regionNamesIn(document));
  return [
    ...repeatedValues(
      ids,
      (index) => ["tenants", index, "tenant_id"],
      "is listed twice; a tenant has one entry",
    ),
    ...tenants.flatMap((tenant, index) =>
      regionListFindings(
        valueAt(tenant, "required_regions"),
        ["tenants", index, "required_regions"],
        regionIds,
      ),
    ),
  ];
}

/** Regions by what an operator may call them in `required_regions`. */
export function regionIdsByName(names: ReadonlyMap<RegionId, string>): ReadonlyMap<string, RegionId> {
  return new Map([...names].map(([regionId, name]) => [name, regionId]));
}

/** Names in a list of regions that nobody can resolve, and regions that are listed twice. */
export function regionListFindings(
  list: unknown,
  path: ConfigPath,
  regionIds: ReadonlyMap<string, RegionId>,
): readonly ConfigFinding[] {
  const schema = regionSchema();
  const regions = itemsOf(list).map((item) => schema.safeParse(item).data);
  const findings = regions.flatMap((region, place): readonly ConfigFinding[] => {
    if (typeof region !== "string" || regionIds.has(region)) return [];
    return [{ path: [...path, place], message: describeUnknownRegion(region, [...regionIds.keys()]) }];
  });
  const resolved = regions.map((region) => (typeof region === "string" ? regionIds.get(region) : region));
  return [
    ...findings,
    ...repeatedValues(resolved, (place) => [...path, place], "is listed twice; once is enough"),
  ];
}

function describeUnknownRegion(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  const hint =
    meant === undefined ? "expected a region's number, or a name from there" : `did you mean ${meant}?`;
  return `no region in cluster.regions is called ${describeValue(name)}; ${hint}`;
}
