import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import { NS_PER_MS } from "../../domain/terms/units";
import type { HttpServices } from "../routing/http-services";
import { incidentRunbook } from "../runbooks/runbook-link";
import type { StatusMoment } from "../status-page/page/status-parts";

/**
 * What the page says of a snapshot.
 *
 * @param basePath - what comes before every link to another route.
 */
export function statusMoment(
  snapshot: ClusterSnapshot,
  services: HttpServices,
  basePath: string,
): StatusMoment {
  const { controlPlane, readiness, sources, peers, runbooks, events, courses } = services;
  return {
    snapshot,
    notReady: readiness(),
    degradedLagSeconds: controlPlane.settings.degradedLagMs / 1000,
    sources: sources?.() ?? [],
    peers: peers?.() ?? [],
    uptimeSeconds: process.uptime(),
    runbookOf: (incident) => {
      const alert = runbooks?.alertOfCause(incident.cause);
      return alert && incidentRunbook(basePath, alert, incident);
    },
    courseOf: courses && ((regionId) => courses.of(regionId, Number(snapshot.takenAtNs / NS_PER_MS))),
    events,
  };
}
