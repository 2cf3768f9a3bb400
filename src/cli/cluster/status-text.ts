import { isWorse } from "../../domain/terms/cluster-health";
import type { ClusterHealth, RegionDetails } from "../../domain/terms/cluster-health";
import type { Incident } from "../../domain/terms/incident";
import type { RegionId } from "../../domain/terms/ids";
import { formatAge, formatTime } from "../../http/status-page/format";
import { impactSentence } from "../../http/status-page/impact-sentence";
import { reasonSentence } from "../../http/status-page/reason-sentence";
import { namesOf } from "../asking/asking";
import { wrapped } from "../terminal/columns";
import { lookOf } from "../terminal/style";
import type { Screen } from "../terminal/style";
import { table } from "../terminal/table";
import type { Cell } from "../terminal/table";

/** Incidents and regions that are shown: a person reads no more, and a script asks for JSON. */
const MOST_INCIDENTS = 20;
const MOST_REGIONS = 50;

type RegionEntry = readonly [RegionId, RegionDetails];

/** A cluster's health for a terminal: what is wrong, worst first, in sentences; then its regions, the worst first. */
export function statusText(health: ClusterHealth, screen: Screen): string {
  return [
    headline(health, screen),
    incidentsText(health, namesOf(health), screen),
    regionsText(health, screen),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** The incidents of a health, each with since when, and what it affects. */
export function incidentsText(
  health: ClusterHealth,
  nameOf: (regionId: RegionId) => string,
  { columns, style }: Screen,
): string {
  const { incidents = [], snapshotNs } = health;
  const shown = incidents
    .slice(0, MOST_INCIDENTS)
    .flatMap((incident) => [
      ...wrapped(`* ${incident.title}`, columns).map((line) =>
        style(isUrgent(incident) ? "bad" : "warning", line),
      ),
      ...wrapped(sinceSentence(incident, snapshotNs), columns - 2).map((line) => `  ${line}`),
      ...wrapped(impactSentence(incident, nameOf), columns - 2).map((line) => `  ${line}`),
    ]);
  const more = incidents.length - MOST_INCIDENTS + (health.incidentsNotListed ?? 0);
  if (more > 0) shown.push(`* and ${more} more incidents`);
  return shown
    .filter((line) => line.trim() !== "")
    .map((line) => `${line}\n`)
    .join("");
}

function headline(
  { cluster = "", status = "Unknown", incidents = [], isSettled, replayOfNs }: ClusterHealth,
  screen: Screen,
): string {
  const { columns, style } = screen;
  const count = incidents.length;
  const state = style(lookOf(status), status);
  const sentences: string[] = [];
  if (replayOfNs !== undefined)
    sentences.push(`This is a replay of ${formatTime(replayOfNs)}, not what is now.`);
  if (count === 0 && status === "Healthy") sentences.push("Nothing is wrong.");
  if (count === 0 && status === "Unknown")
    sentences.push("Nothing is known to be wrong, but not every region has been heard.");
  if (count === 0 && isWorse(status, "Unknown"))
    sentences.push("No incident explains it; the reasons are below.");
  if (count > 0)
    sentences.push(count === 1 ? "One thing is wrong." : `${count} things are wrong, the worst first.`);
  if (isSettled === false)
    sentences.push("It is too early to say whether this is all: the exporter has just started.");
  const lines = wrapped(sentences.join(" "), columns);
  return `cluster ${cluster}: ${state}\n${lines.map((line) => `${line}\n`).join("")}`;
}

function regionsText(health: ClusterHealth, screen: Screen): string {
  const regions: readonly RegionEntry[] = [...(health.regionDetails ?? [])].sort(byWeight);
  if (regions.length === 0) return "No region is known yet.\n";
  const rows = regions.slice(0, MOST_REGIONS).map((region) => regionRow(region, health));
  const more = regions.length - rows.length;
  const unwell = regions.slice(MOST_REGIONS).filter(([, { state }]) => state !== "Healthy").length;
  const rest = more > 0 ? `and ${more} more regions, ${unwell} of them not Healthy (--json has all)\n` : "";
  return `${table(["REGION", "STATE", "FOR", "WHY"], rows, screen)}${rest}`;
}

function regionRow([regionId, details]: RegionEntry, health: ClusterHealth): readonly Cell[] {
  const { name, state, sinceNs } = details;
  return [
    name,
    { text: state, look: lookOf(state) },
    formatAge(sinceNs, health.snapshotNs),
    whyOf(regionId, details, health),
  ];
}

/** An incident of its own first, then one elsewhere, then the first piece of evidence. */
function whyOf(
  regionId: RegionId,
  { reasons, explainedBy = [] }: RegionDetails,
  health: ClusterHealth,
): string {
  const explaining = (health.incidents ?? []).filter(({ id }) => explainedBy.includes(id));
  const own = explaining.find((incident) => incident.regionId === regionId || incident.peerId === regionId);
  const first = own ?? explaining[0];
  if (first !== undefined) {
    const isElsewhere = own === undefined && first.regionId !== undefined;
    return isElsewhere ? `affected: ${first.title}` : first.title;
  }
  const [reason] = reasons;
  if (reason === undefined) return "";
  const more = reasons.length > 1 ? `(and ${reasons.length - 1} more) ` : "";
  return more + reasonSentence(reason, namesOf(health));
}

function sinceSentence({ startedNs, isHealing }: Incident, nowNs: bigint): string {
  const healing = isHealing ? "; it seems to be over" : "";
  return `For ${formatAge(startedNs, nowNs)}, since ${formatTime(startedNs)}${healing}.`;
}

function isUrgent({ impact }: Incident): boolean {
  return impact.shardsWithoutLeader > 0 || impact.criticalShards > 0;
}

function byWeight([idA, a]: RegionEntry, [idB, b]: RegionEntry): number {
  if (isWorse(a.state, b.state)) return -1;
  if (isWorse(b.state, a.state)) return 1;
  return idA - idB;
}
