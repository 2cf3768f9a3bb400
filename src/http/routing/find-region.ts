import type { RegionId } from "../../domain/terms/ids";

/** A region as every snapshot has it. */
interface NamedRegion {
  readonly regionId: RegionId;
  readonly name: string;
}

/**
 * The region that a caller means by a name or a number; names are never the number of another region. Blanks around it do not
 * matter, nor does its case where only one region is called so.
 */
export function findRegion<R extends NamedRegion>(regions: readonly R[], nameOrId: string): R | undefined {
  const exact = regions.find(({ regionId, name }) => name === nameOrId || String(regionId) === nameOrId);
  if (exact !== undefined) return exact;
  const trimmed = nameOrId.trim();
  if (trimmed !== nameOrId) return findRegion(regions, trimmed);
  const wanted = nameOrId.toLowerCase();
  const alike = regions.filter(({ name }) => name.toLowerCase() === wanted);
  return alike.length === 1 ? alike[0] : undefined;
}

/** The sentence for a 404. Lists the known regions, or the first of very many. */
export function unknownRegion(regions: readonly NamedRegion[], nameOrId: string): string {
  const known = regions.slice(0, 20).map(({ name }) => name);
  const more = regions.length > known.length ? `, and ${regions.length - known.length} more` : "";
  const expected =
    known.length === 0 ? "no region is known yet" : `expected one of ${known.join(", ")}${more}`;
  return `region: ${expected}, got ${JSON.stringify(nameOrId.slice(0, 100))}`;
}
