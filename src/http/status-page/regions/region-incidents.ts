import { isWorse } from "../../../domain/terms/cluster-health";
import type { ClusterSnapshot, RegionSnapshot } from "../../../domain/terms/cluster-snapshot";
import type { Incident } from "../../../domain/terms/incident";
import { formatCount } from "../format";
import { html } from "../html";
import type { Html } from "../html";
import { incidentAnchor, incidentsOnPage } from "../incident-list";

/** Incidents named in the row of a region. */
const MAX_NAMED = 3;

/** The incidents of a snapshot. */
export interface NamedIncidents {
  readonly byId: ReadonlyMap<string, Incident>;
  /** Those that the page lists, so that a link can lead there. */
  readonly onPage: ReadonlySet<Incident>;
}

/** Looks a snapshot's incidents up. */
export function namedIncidents(snapshot: ClusterSnapshot): NamedIncidents {
  return {
    byId: new Map(snapshot.incidents.map((incident) => [incident.id, incident])),
    onPage: new Set(incidentsOnPage(snapshot)),
  };
}

/** Whether what is broken is broken in this region, or the region only suffers from it; nothing when neither can be told. */
export function subjectMark(region: RegionSnapshot, incidents: NamedIncidents): Html | string {
  const explaining = explainingOf(region, incidents);
  if (explaining.some((incident) => isSubject(incident, region))) return mark("broken here");
  // What fell silent everywhere at once may be broken anywhere.
  if (explaining.length === 0 || explaining.some(({ cause }) => cause === "nothing_heard")) return "";
  return region.isExplained ? mark("affected only") : "";
}

/** The incidents that explain a region's state, with links to them; and that something is left when it is. */
export function explanation(region: RegionSnapshot, incidents: NamedIncidents): Html | string {
  const explaining = explainingOf(region, incidents);
  const named = explaining.slice(0, MAX_NAMED);
  const hidden = region.explainedBy.length - named.length;
  const links = named.map((incident, index) => {
    const title = incidents.onPage.has(incident)
      ? html`<a href="#${incidentAnchor(incident)}">${incident.title}</a>`
      : incident.title;
    return html`${index === 0 ? "" : "; "}${title}`;
  });
  const more = hidden > 0 && named.length > 0 ? `; and ${formatCount(hidden)} more` : "";
  const by = named.length > 0 ? html`<p>Explained by ${links}${more}.</p>` : "";
  if (region.isExplained || !isWorse(region.state, "Unknown")) return by;
  return html`${by}
    <p class="muted">
      ${named.length > 0 ? "Something is left that no incident explains." : "No incident explains it."}
    </p>`;
}

function explainingOf({ explainedBy }: RegionSnapshot, { byId }: NamedIncidents): readonly Incident[] {
  return explainedBy.flatMap((id) => byId.get(id) ?? []);
}

/** The other end of a link is as much its subject as the first. */
function isSubject({ cause, regionId, peerId }: Incident, region: RegionSnapshot): boolean {
  return regionId === region.regionId || (cause === "link" && peerId === region.regionId);
}

function mark(text: string): Html {
  return html`<br /><span class="muted">${text}</span>`;
}
