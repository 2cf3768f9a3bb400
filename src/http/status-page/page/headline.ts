import { isWorse } from "../../../domain/terms/cluster-health";
import type { RegionStatus } from "../../../domain/terms/cluster-health";
import type { ClusterSnapshot, RegionSnapshot } from "../../../domain/terms/cluster-snapshot";
import { formatCount, formatTime } from "../format";
import { html } from "../html";
import type { Html } from "../html";
import { regionAnchor } from "../regions/region-table";
import { stateBadge } from "../state-badge";

/** Regions named at the top; the table has all. */
const MAX_NAMED = 24;

const WORST_FIRST: readonly RegionStatus[] = ["Offline", "Degraded", "Unknown", "Healthy"];

/** The whole cluster in a few words, and each region as a word: what is to be seen in five seconds. */
export function headline(snapshot: ClusterSnapshot, notReady: readonly string[]): Html {
  const { clusterName, status, takenAtNs } = snapshot;
  const time = formatTime(takenAtNs);
  return html`<div
      class="banner ${status.toLowerCase()}-edge"
      data-title="${pageTitle(snapshot)}"
      data-status="${status}"
    >
      <h1>${clusterName} ${stateBadge(status)}</h1>
      <p class="said-first" role="status">${inWords(snapshot)}</p>
      <p class="muted">As of <time datetime="${time}">${time}</time></p>
    </div>
    ${notReady.map((reason) => html`<p class="notice">Not ready: ${reason}</p>`)} ${regionMarks(snapshot)}`;
}

/** What the browser's tab says. */
export function pageTitle({ status, clusterName }: Pick<ClusterSnapshot, "status" | "clusterName">): string {
  return `${status}: ${clusterName}`;
}

/** One sentence or two, without anything that changes from second to second: it is read out when it changes. */
export function inWords(snapshot: ClusterSnapshot): string {
  const { regions, shardsWithoutLeader, criticalShards } = snapshot;
  if (regions.length === 0) return "No region is known yet.";
  return [
    regionsInWords(regions),
    incidentsInWords(snapshot),
    shardsWithoutLeader > 0
      ? `Writes to ${counted(shardsWithoutLeader, "shard")} fail: no live replica leads.`
      : "",
    criticalShards > 0 ? `The next failure may lose data of ${counted(criticalShards, "shard")}.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function regionsInWords(regions: readonly RegionSnapshot[]): string {
  const counts = WORST_FIRST.map((state) => ({
    state,
    count: regions.filter((region) => region.state === state).length,
  })).filter(({ count }) => count > 0);
  const [only] = counts;
  const total = formatCount(regions.length);
  if (counts.length === 1 && only) {
    return regions.length === 1
      ? `The only region is ${only.state}.`
      : `All ${total} regions are ${only.state}.`;
  }
  const unwell = counts.filter(({ state }) => state !== "Healthy");
  return `Of ${total} regions ${unwell
    .map(({ state, count }) => `${formatCount(count)} ${count === 1 ? "is" : "are"} ${state}`)
    .join(", ")}.`;
}

function incidentsInWords({ incidents, incidentsNotListed, isSettled, status }: ClusterSnapshot): string {
  const count = incidents.length + incidentsNotListed;
  // What cannot be listed is found at once, and what can is an incident only when it has lasted.
  if (count > 0 && incidents.length === 0) return "Too much broke at once.";
  if (count > 0) return `${counted(count, "incident")}.`;
  if (!isSettled) return "It is too early to say whether that is all.";
  return isWorse(status, "Healthy") ? "" : "Nothing is wrong.";
}

function counted(count: number, thing: string): string {
  return `${formatCount(count)} ${thing}${count === 1 ? "" : "s"}`;
}

/** Every region as its name and its state, the worst first; a click leads to its row. */
function regionMarks({ regions }: ClusterSnapshot): Html | "" {
  if (regions.length < 2) return "";
  const ordered = WORST_FIRST.flatMap((state) => regions.filter((region) => region.state === state));
  const shown = ordered.slice(0, MAX_NAMED);
  const hidden = ordered.length - shown.length;
  return html`<ul class="marks" aria-label="Regions, the worst first">
    ${shown.map(
      (region) =>
        html`<li>
          <a class="${region.state.toLowerCase()}-edge" href="#${regionAnchor(region)}"
            >${region.name} <b>${region.state}</b></a
          >
        </li> `,
    )}
    ${hidden > 0 ? html`<li class="muted">and ${formatCount(hidden)} more</li>` : ""}
  </ul>`;
}
