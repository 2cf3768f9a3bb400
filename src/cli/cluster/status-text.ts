import { isWorse } from "../../domain/terms/cluster-health";
import type { ClusterHealth, RegionDetails } from "../../domain/terms/cluster-health";
import type { RegionId } from "../../domain/terms/ids";
import { formatAge, formatTime } from "../../http/status-page/format";
import { incidentGroups } from "../../http/status-page/incident-groups";
import type { RunbookOf } from "../../http/status-page/incident-list";
import { reasonSentence } from "../../http/status-page/reason-sentence";
import { namesOf } from "../asking/asking";
import { wrapped } from "../terminal/columns";
import { lookOf } from "../terminal/style";
import type { Screen } from "../terminal/style";
import { table } from "../terminal/table";
import type { Cell } from "../terminal/table";
import { incidentsText } from "./incident-text";

/** Regions that are shown: a person reads no more, and a script asks for JSON. */
const MOST_REGIONS = 50;

/** On a narrower terminal nothing is left to say why; the incidents above do. */
const LEAST_COLUMNS_FOR_WHY = 60;

type RegionEntry = readonly [RegionId, RegionDetails];

/** A cluster's health for a terminal: what is wrong, worst first, in sentences; then its regions, the worst first. */
export function statusText(health: ClusterHealth, runbookOf: RunbookOf, screen: Screen): string {
  return [
    headline(health, screen),
    incidentsText({ health, nameOf: namesOf(health), runbookOf }, screen),
    regionsText(health, screen),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function headline(
  { cluster = "", status = "Unknown", incidents = [], isSettled, replayOfNs }: ClusterHealth,
  screen: Screen,
): string {
  const { columns, style } = screen;
  const count = incidentGroups(incidents).length;
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
  const heading = ["REGION", "STATE", "FOR", ...(screen.columns < LEAST_COLUMNS_FOR_WHY ? [] : ["WHY"])];
  const rows = regions
    .slice(0, MOST_REGIONS)
    .map((region) => regionRow(region, health).slice(0, heading.length));
  const more = regions.length - rows.length;
  const unwell = regions.slice(MOST_REGIONS).filter(([, { state }]) => state !== "Healthy").length;
  const rest = more > 0 ? `and ${more} more regions, ${unwell} of them not Healthy (--json has all)\n` : "";
  return `${table(heading, rows, screen)}${rest}`;
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

function byWeight([idA, a]: RegionEntry, [idB, b]: RegionEntry): number {
  if (isWorse(a.state, b.state)) return -1;
  if (isWorse(b.state, a.state)) return 1;
  return idA - idB;
}
