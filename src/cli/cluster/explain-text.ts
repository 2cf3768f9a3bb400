import type { ClusterEvent } from "../../domain/terms/cluster-event";
import type { ClusterHealth, RegionDetails } from "../../domain/terms/cluster-health";
import { formatAge, formatDuration, formatTime } from "../../http/status-page/format";
import { reasonSentence } from "../../http/status-page/reason-sentence";
import { wrapped } from "../terminal/columns";
import { lookOf } from "../terminal/style";
import type { Screen } from "../terminal/style";
import { eventText } from "./event-text";
import { incidentsText } from "./status-text";

/** Pieces of evidence that are shown: a region may have one for each of tens of thousands of shards. */
const MOST_REASONS = 20;

/** What an explanation is made of. */
export interface RegionAccount {
  /** Of the region alone: its incidents and its details. */
  readonly health: ClusterHealth;
  /** Names of all regions. */
  readonly nameOf: (regionId: number) => string;
  /** The latest about the region, the latest first; undefined where they could not be had. */
  readonly events: readonly ClusterEvent[] | undefined;
}

/** Why a region is in its state: what explains it, the evidence, and what happened to it lately. */
export function explainText({ health, nameOf, events }: RegionAccount, screen: Screen): string {
  const [entry] = health.regionDetails ?? [];
  if (entry === undefined) return "Nothing is known of this region yet.\n";
  const [regionId, details] = entry;
  const { name, state, sinceNs } = details;
  const { style } = screen;
  const parts = [
    `region ${name} (${regionId}) is ${style(lookOf(state), state)} for ${formatAge(sinceNs, health.snapshotNs)}, since ${formatTime(sinceNs)}\n`,
    `${style("strong", "WHAT EXPLAINS IT")}\n${explanation({ health, nameOf }, details, screen)}`,
    `${style("strong", "EVIDENCE")}\n${evidence(details, nameOf, screen)}`,
  ];
  if (events !== undefined) {
    const told = [...events].reverse().map((event) => eventText(event, screen));
    parts.push(
      `${style("strong", "WHAT HAPPENED LATELY")}\n${told.length > 0 ? told.join("") : "Nothing that is kept.\n"}`,
    );
  }
  return parts.join("\n");
}

function explanation(
  { health, nameOf }: Pick<RegionAccount, "health" | "nameOf">,
  { reasons, isExplained }: RegionDetails,
  screen: Screen,
): string {
  const incidents = incidentsText(health, nameOf, screen);
  if (reasons.length === 0) return incidents === "" ? "Nothing speaks against it.\n" : incidents;
  if (incidents === "")
    return "No incident explains what speaks against it: it is too short yet, or too little.\n";
  return isExplained === false
    ? `${incidents}Not all that speaks against it is explained by that.\n`
    : incidents;
}

function evidence({ reasons }: RegionDetails, nameOf: RegionAccount["nameOf"], { columns }: Screen): string {
  if (reasons.length === 0) return "None.\n";
  const shown = reasons.slice(0, MOST_REASONS).flatMap((reason) => {
    const heard = `Last heard ${formatDuration(reason.evidenceAgeMs / 1000)} ago.`;
    const isSilence = reason.rule !== "replication_lag";
    const sentence = reasonSentence(reason, nameOf);
    return wrapped(isSilence ? sentence : `${sentence} ${heard}`, columns - 2).map(
      (line, index) => `${index === 0 ? "- " : "  "}${line}\n`,
    );
  });
  const more = reasons.length - MOST_REASONS;
  return shown.join("") + (more > 0 ? `- and ${more} more (--json has all)\n` : "");
}
