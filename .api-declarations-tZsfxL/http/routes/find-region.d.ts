import type { RegionId } from "../../domain/terms/ids";
/** A region as every snapshot has it. */
interface NamedRegion {
    readonly regionId: RegionId;
    readonly name: string;
}
/** The region that a caller means by a name or a number; names are never the number of another region. */
export declare function findRegion<R extends NamedRegion>(regions: readonly R[], nameOrId: string): R | undefined;
/** The sentence for a 404. Lists the known regions, or the first of very many. */
export declare function unknownRegion(regions: readonly NamedRegion[], nameOrId: string): string;
export {};
