import type { ClusterEvent } from "../../domain/terms/cluster-event";
import type { Reason, RegionDetails } from "../../domain/terms/cluster-health";
import type { RegionId } from "../../domain/terms/ids";
import { reasonGroups } from "../../domain/views/reason-groups";
import type { ReasonGroup } from "../../domain/views/reason-groups";
import { formatAge, formatDuration, formatTime } from "../../http/status-page/format";
import { reasonGroupSentence } from "../../http/status-page/reason-sentence";
import { columnsOf, wrapped } from "../terminal/columns";
import { lookOf } from "../terminal/style";
import type { Screen } from "../terminal/style";
import { eventText } from "./event-text";
import { incidentsText } from "./incident-text";
import type { IncidentAccount } from "./incident-text";

/** Sentences of evidence that are shown: there is one for each follower and rule. */
const MOST_SENTENCES = 20;

/** Shards that are looked at to name them. */
const MOST_SHARDS = 1_000;

/** What an explanation is made of: the health of the region alone, the names of all. */
export interface RegionAccount extends IncidentAccount {
  /** The latest about the region, the latest first; undefined where they could not be had. */
  readonly events: readonly ClusterEvent[] | undefined;
}

/** Why a region is in its state: what explains it, the evidence, and what happened to it lately. */
export function explainText(account: RegionAccount, screen: Screen): string {
  const { health, nameOf, events } = account;
  const [entry] = health.regionDetails ?? [];
  if (entry === undefined) return "Nothing is known of this region yet.\n";
  const [regionId, details] = entry;
  const { style } = screen;
  const parts = [
    headline(regionId, details, account, screen),
    `${style("strong", "WHAT EXPLAINS IT")}\n${explanation(account, details, screen)}`,
    `${style("strong", "EVIDENCE")}\n${evidence(details, nameOf, screen)}`,
  ];
  if (events !== undefined) {
    const told = [...events].reverse().map((event) => eventText(event, nameOf, screen));
    parts.push(
      `${style("strong", "WHAT HAPPENED LATELY")}\n${told.length > 0 ? told.join("") : "Nothing that is kept.\n"}`,
    );
  }
  return parts.join("\n");
}

/** In one line where there is room; since when begins one of its own otherwise. */
function headline(
  regionId: RegionId,
  { name, state, sinceNs }: RegionDetails,
  { health }: RegionAccount,
  screen: Screen,
): string {
  const { columns, style } = screen;
  const subject = `region ${name} (${regionId}) is `;
  const since = `for ${formatAge(sinceNs, health.snapshotNs)}, since ${formatTime(sinceNs)}`;
  const isWide = columnsOf(`${subject}${state} ${since}`) <= columns;
  return `${subject}${style(lookOf(state), state)}${isWide ? " " : "\n"}${paragraph(since, screen)}`;
}

function explanation(
  account: IncidentAccount,
  { reasons, isExplained }: RegionDetails,
  screen: Screen,
): string {
  const { incidentsNotListed = 0 } = account.health;
  // Those that are listed nowhere are the whole cluster's: none of them need be about this region.
  const ofRegion = { ...account, health: { ...account.health, incidentsNotListed: 0 } };
  const incidents = incidentsText(ofRegion, screen);
  if (reasons.length === 0) return incidents === "" ? "Nothing speaks against it.\n" : incidents;
  if (incidents === "") {
    const orNotListed =
      incidentsNotListed > 0 ? ", or among the faults for which there is no room in the list" : "";
    return paragraph(
      `No incident explains what speaks against it: it is too short yet, or too little${orNotListed}.`,
      screen,
    );
  }
  return isExplained === false
    ? `${incidents}${paragraph("Not all that speaks against it is explained by that.", screen)}`
    : incidents;
}

function paragraph(text: string, { columns }: Screen): string {
  return wrapped(text, columns)
    .map((line) => `${line}\n`)
    .join("");
}

/** What is true of many shards is said once. */
function evidence({ reasons }: RegionDetails, nameOf: RegionAccount["nameOf"], { columns }: Screen): string {
  if (reasons.length === 0) return "None.\n";
  const groups = reasonGroups(reasons, MOST_SHARDS);
  const shown = groups.slice(0, MOST_SENTENCES).flatMap((group) => {
    const sentence = reasonGroupSentence(group, nameOf);
    return wrapped(`${sentence}${lastHeard(group, reasons)}`, columns - 2).map(
      (line, index) => `${index === 0 ? "- " : "  "}${line}\n`,
    );
  });
  const more = groups.slice(MOST_SENTENCES).reduce((sum, { count }) => sum + count, 0);
  return shown.join("") + (more > 0 ? `- and ${more} more (--json has all)\n` : "");
}

/** How old the word of a single shard about its follower is. */
function lastHeard({ rule, count, shardIds }: ReasonGroup, reasons: readonly Reason[]): string {
  if (rule !== "replication_lag" || count > 1) return "";
  const reason = reasons.find((each) => each.rule === rule && each.shardId === shardIds[0]);
  return reason === undefined ? "" : ` Last heard ${formatDuration(reason.evidenceAgeMs / 1000)} ago.`;
}
