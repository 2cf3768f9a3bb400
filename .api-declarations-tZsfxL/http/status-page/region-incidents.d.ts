import type { ClusterSnapshot, RegionSnapshot } from "../../domain/terms/cluster-snapshot";
import type { Incident } from "../../domain/terms/incident";
import type { Html } from "./html";
/** The incidents of a snapshot. */
export interface NamedIncidents {
    readonly byId: ReadonlyMap<string, Incident>;
    /** Those that the page lists, so that a link can lead there. */
    readonly onPage: ReadonlySet<Incident>;
}
/** Looks a snapshot's incidents up. */
export declare function namedIncidents(snapshot: ClusterSnapshot): NamedIncidents;
/** Whether what is broken is broken in this region, or the region only suffers from it; nothing when neither can be told. */
export declare function subjectMark(region: RegionSnapshot, incidents: NamedIncidents): Html | string;
/** The incidents that explain a region's state, with links to them; and that something is left when it is. */
export declare function explanation(region: RegionSnapshot, incidents: NamedIncidents): Html | string;
