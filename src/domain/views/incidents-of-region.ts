import type { RegionId } from "../terms/ids";
import type { Incident } from "../terms/incident";

/** The incidents that concern a region, in their order: as their subject, as the other end, or because they affect it. */
export function incidentsOfRegion(incidents: readonly Incident[], regionId: RegionId): readonly Incident[] {
  return incidents.filter(
    (incident) =>
      incident.regionId === regionId ||
      incident.peerId === regionId ||
      incident.affectedRegionIds.includes(regionId),
  );
}
