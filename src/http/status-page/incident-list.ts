import { isWorse } from "../../domain/terms/cluster-health";
import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { Incident } from "../../domain/terms/incident";
import { formatAge, formatCount, formatDuration, formatTime } from "./format";
import { html } from "./html";
import type { Html } from "./html";
import { impactSentence } from "./impact-sentence";
import { announcedNote } from "./maintenance-table";
import { regionNaming } from "./region-naming";

/** The address of an incident's runbook; undefined where there is none. */
export type RunbookOf = (incident: Incident) => string | undefined;

/** Incidents on the page: where more than these are, the first are what to begin with. */
const MAX_INCIDENTS = 50;

/**
 * What is wrong, worst first, a sentence each; or why nothing is, as far as that can be told.
 *
 * @param uptimeSeconds - how long this process has been running: it has to hear everybody before silence means anything.
 * @param runbookOf - where to read what to do; without it there are no links.
 */
export function incidentList(
  snapshot: ClusterSnapshot,
  uptimeSeconds: number,
  runbookOf: RunbookOf = () => undefined,
): Html {
  const { incidents, incidentsNotListed, isSettled, takenAtNs } = snapshot;
  const shown = incidentsOnPage(snapshot);
  const nameOf = regionNaming(snapshot);
  const items = shown.map(
    (incident) =>
      html`<li id="${incidentAnchor(incident)}" class="${isUrgent(incident) ? "urgent" : "wrong"}">
        <strong>${incident.title}</strong> ${since(incident, takenAtNs)}<br />${impactSentence(
          incident,
          nameOf,
        )}${runbookLink(runbookOf(incident))}${announcedNote(incident)}
      </li> `,
  );
  const hidden = incidents.length - shown.length;
  return html`${isSettled ? "" : tooEarly(incidents.length > 0, uptimeSeconds)}
  ${
    items.length > 0
      ? html`<ol class="incidents">
          ${items}
        </ol>`
      : ""
  }
  ${hidden > 0 ? html`<p>And ${formatCount(hidden)} more, all in /health.json.</p>` : ""}
  ${
    incidentsNotListed > 0
      ? html`<p class="notice">
          Too much is broken at once: ${formatCount(incidentsNotListed)}
          ${incidentsNotListed === 1 ? "fault is" : "faults are"} listed nowhere.
        </p>`
      : ""
  }
  ${isSettled && incidents.length + incidentsNotListed === 0 ? nothingFound(snapshot) : ""}`;
}

/** Those of a snapshot's incidents that the page lists. */
export function incidentsOnPage({ incidents }: ClusterSnapshot): readonly Incident[] {
  return incidents.slice(0, MAX_INCIDENTS);
}

/** What a link within the page leads to. */
export function incidentAnchor({ id }: Pick<Incident, "id">): string {
  return `incident-${id}`;
}

function runbookLink(address: string | undefined): Html | string {
  return address === undefined ? "" : html` <a href="${address}">What to do</a>`;
}

/** Whether writes fail or the next failure loses data. */
function isUrgent({ impact }: Incident): boolean {
  return impact.shardsWithoutLeader > 0 || impact.criticalShards > 0;
}

function since({ startedNs }: Incident, takenAtNs: bigint): Html {
  const age = formatAge(startedNs, takenAtNs);
  const started = formatTime(startedNs);
  return html`<span class="muted">for ${age}, since <time datetime="${started}">${started}</time></span>`;
}

function tooEarly(isSomethingFound: boolean, uptimeSeconds: number): Html {
  const say = isSomethingFound ? "Too early to say whether this is all" : "Too early to say";
  return html`<p class="notice">
    ${say}: started ${formatDuration(uptimeSeconds)} ago, and not everybody had the time to be heard since.
  </p>`;
}

/** No incident is good news only when no region is in a state that one would have to explain. */
function nothingFound({ status }: ClusterSnapshot): Html {
  if (isWorse(status, "Unknown")) {
    return html`<p class="notice">
      No incident explains it, but a region is ${status}: its reasons are below.
    </p>`;
  }
  return status === "Healthy"
    ? html`<p>Nothing is wrong.</p>`
    : html`<p>Nothing is known to be wrong, but not every region has been heard.</p>`;
}
