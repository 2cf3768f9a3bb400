import type { RegionId } from "../terms/ids";
import type { Incident } from "../terms/incident";
/** The incidents that concern a region, in their order: as their subject, as the other end, or because they affect it. */
export declare function incidentsOfRegion(incidents: readonly Incident[], regionId: RegionId): readonly Incident[];
