import type { ClusterHealth } from "../../domain/terms/cluster-health";
import type { Incident } from "../../domain/terms/incident";
import type { RegionId } from "../../domain/terms/ids";
import { formatAge, formatTime } from "../../http/status-page/format";
import { impactSentence } from "../../http/status-page/impact-sentence";
import { healingNote, incidentGroups, isUrgent } from "../../http/status-page/incident-groups";
import type { RunbookOf } from "../../http/status-page/incident-list";
import { notListedSentence } from "../../http/status-page/not-listed";
import { columnsOf, wrapped } from "../terminal/columns";
import type { Screen } from "../terminal/style";

/** Incidents that are shown: a person reads no more, and a script asks for JSON. */
const MOST_INCIDENTS = 20;

/** What incidents are told from. */
export interface IncidentAccount {
  readonly health: ClusterHealth;
  readonly nameOf: (regionId: RegionId) => string;
  /** The whole address of what to do about an incident. */
  readonly runbookOf: RunbookOf;
}

/** The incidents of a health, each with since when, what it affects, and its runbook; the same of several shards as one. */
export function incidentsText({ health, nameOf, runbookOf }: IncidentAccount, screen: Screen): string {
  const { columns, style } = screen;
  const { incidents = [], snapshotNs, incidentsNotListed = 0 } = health;
  const groups = incidentGroups(incidents);
  const shown = groups
    .slice(0, MOST_INCIDENTS)
    .flatMap(({ whole }) => [
      ...wrapped(`* ${whole.title}`, columns).map((line) => style(isUrgent(whole) ? "bad" : "warning", line)),
      ...wrapped(sinceSentence(whole, snapshotNs), columns - 2).map((line) => `  ${line}`),
      ...wrapped(impactSentence(whole, nameOf), columns - 2).map((line) => `  ${line}`),
      ...wrapped(announcedSentence(whole), columns - 2).map((line) => `  ${line}`),
      ...runbookLines(runbookOf(whole), columns),
    ]);
  const hidden = groups.slice(MOST_INCIDENTS).reduce((sum, { members }) => sum + members.length, 0);
  const more = hidden + incidentsNotListed;
  if (incidents.length === 0 && more > 0) shown.push(...wrapped(`* ${notListedSentence(0, more)}`, columns));
  else if (more > 0) shown.push(`* and ${more} more incidents`);
  return shown
    .filter((line) => line.trim() !== "")
    .map((line) => `${line}\n`)
    .join("");
}

function sinceSentence(incident: Incident, nowNs: bigint): string {
  const { startedNs } = incident;
  return `For ${formatAge(startedNs, nowNs)}, since ${formatTime(startedNs)}${healingNote(incident)}.`;
}

/** Planned work explains all of it: nobody is paged, and who looks should know why. */
function announcedSentence({ announced }: Incident): string {
  if (announced === undefined) return "";
  return `Announced by ${announced.windowIds.join(", ")}, until ${formatTime(announced.untilNs)}: it pages nobody before.`;
}

/** An address that is cut leads nowhere: where it does not fit, it has a line of its own that the terminal breaks. */
function runbookLines(address: string | undefined, columns: number): readonly string[] {
  if (address === undefined) return [];
  const line = `  Runbook: ${address}`;
  return columnsOf(line) <= columns ? [line] : ["  Runbook:", `  ${address}`];
}
