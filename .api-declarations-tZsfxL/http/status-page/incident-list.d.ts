import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { Incident } from "../../domain/terms/incident";
import type { Html } from "./html";
/**
 * What is wrong, worst first, a sentence each; or why nothing is, as far as that can be told.
 *
 * @param uptimeSeconds - how long this process has been running: it has to hear everybody before silence means anything.
 */
export declare function incidentList(snapshot: ClusterSnapshot, uptimeSeconds: number): Html;
/** Those of a snapshot's incidents that the page lists. */
export declare function incidentsOnPage({ incidents }: ClusterSnapshot): readonly Incident[];
/** What a link within the page leads to. */
export declare function incidentAnchor({ id }: Pick<Incident, "id">): string;
