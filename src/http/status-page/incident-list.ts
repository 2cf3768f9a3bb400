import { isWorse } from "../../domain/terms/cluster-health";
import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { Incident } from "../../domain/terms/incident";
import { formatAge, formatCount, formatDuration, formatTime } from "./format";
import { html } from "./html";
import type { Html } from "./html";
import { impactSentence } from "./impact-sentence";
import { healingNote, incidentGroups, isUrgent } from "./incident-groups";
import type { IncidentGroup } from "./incident-groups";
import { announcedNote } from "./maintenance-table";
import { notListedSentence } from "./not-listed";
import { regionNaming } from "./region-naming";

/** The address of an incident's runbook; undefined where there is none. */
export type RunbookOf = (incident: Incident) => string | undefined;

/** Incidents on the page: where more than these are, the first are what to begin with. */
const MAX_INCIDENTS = 50;

/** Incidents that are told as one and are named nevertheless, for those who ask. */
const MAX_MEMBERS = 50;

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
  const groups = incidentGroups(incidents);
  const shown = groups.slice(0, MAX_INCIDENTS);
  const nameOf = regionNaming(snapshot);
  const items = shown.map(({ whole, members }) => {
    const anchor = members.length === 1 ? incidentAnchor(whole) : `${incidentAnchor(whole)}-and-others`;
    return html`<li id="${anchor}" class="${isUrgent(whole) ? "urgent" : "wrong"}">
      <strong>${whole.title}</strong> ${since(whole, takenAtNs)}<br />${impactSentence(
        whole,
        nameOf,
      )}${runbookLink(runbookOf(whole), whole.title)}${announcedNote(whole)}${memberList(members, takenAtNs)}
    </li> `;
  });
  const hidden = groups.slice(MAX_INCIDENTS).reduce((sum, { members }) => sum + members.length, 0);
  return html`${isSettled ? "" : tooEarly(incidents.length + incidentsNotListed > 0, uptimeSeconds)}
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
      ? html`<p class="notice">${notListedSentence(incidents.length, incidentsNotListed)}</p>`
      : ""
  }
  ${isSettled && incidents.length + incidentsNotListed === 0 ? nothingFound(snapshot) : ""}`;
}

/** Those of a snapshot's incidents that the page names, by themselves or among others of their kind. */
export function incidentsOnPage({ incidents }: ClusterSnapshot): readonly Incident[] {
  return incidentGroups(incidents)
    .slice(0, MAX_INCIDENTS)
    .flatMap(({ members }) => members.slice(0, MAX_MEMBERS));
}

/** What a link within the page leads to. */
export function incidentAnchor({ id }: Pick<Incident, "id">): string {
  return `incident-${id}`;
}

/** The title is said to those who hear only the link. */
function runbookLink(address: string | undefined, title: string): Html | string {
  return address === undefined
    ? ""
    : html` <a class="todo" href="${address}" aria-label="What to do about: ${title}">What to do</a>`;
}

/** Those that are told as one, behind a click; nothing of a single one. */
function memberList(members: IncidentGroup["members"], takenAtNs: bigint): Html | "" {
  if (members.length === 1) return "";
  const shown = members.slice(0, MAX_MEMBERS);
  const hidden = members.length - shown.length;
  return html`<details>
    <summary>Each of the ${formatCount(members.length)}</summary>
    <ul>
      ${shown.map(
        (member) =>
          html`<li id="${incidentAnchor(member)}">${member.title} ${since(member, takenAtNs)}</li> `,
      )}
      ${hidden > 0 ? html`<li>and ${formatCount(hidden)} more, all in /health.json</li>` : ""}
    </ul>
  </details>`;
}

function since(incident: Incident, takenAtNs: bigint): Html {
  const age = formatAge(incident.startedNs, takenAtNs);
  const started = formatTime(incident.startedNs);
  return html`<span class="muted"
    >for ${age}, since <time datetime="${started}">${started}</time>${healingNote(incident)}</span
  >`;
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
