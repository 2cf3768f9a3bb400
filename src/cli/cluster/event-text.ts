import type { ClusterEvent } from "../../domain/terms/cluster-event";
import type { RegionId } from "../../domain/terms/ids";
import { formatDuration, formatTime } from "../../http/status-page/format";
import { reasonSentence } from "../../http/status-page/reason-sentence";
import { wrapped } from "../terminal/columns";
import type { Look, Screen } from "../terminal/style";

const TIME_COLUMNS = "2026-01-01T00:00:00Z  ".length;

const LOOKS: Readonly<Partial<Record<string, Look>>> = {
  incident_began: "bad",
  incident_changed: "warning",
  incident_resumed: "warning",
  incident_ended: "good",
  config_refused: "warning",
  exporter_stalled: "warning",
  events_omitted: "faint",
};

/** An event for a terminal: when, what, and where there is one the first reason. Whole lines. */
export function eventText(
  event: ClusterEvent,
  nameOf: (regionId: RegionId) => string,
  { columns, style }: Screen,
): string {
  const width = columns - TIME_COLUMNS;
  const look = LOOKS[event.kind] ?? (event.to === "Offline" ? "bad" : undefined);
  const lines = [
    ...wrapped(titleOf(event), width).map((line) => (look === undefined ? line : style(look, line))),
    ...wrapped(reasonOf(event, nameOf), width).filter((line) => line !== ""),
  ];
  return lines
    .map(
      (line, index) => `${index === 0 ? `${formatTime(event.atNs)}  ` : " ".repeat(TIME_COLUMNS)}${line}\n`,
    )
    .join("");
}

function titleOf({ title, kind, durationSeconds }: ClusterEvent): string {
  if (kind !== "incident_ended" || durationSeconds === undefined) return title;
  return `${title} (after ${formatDuration(durationSeconds)})`;
}

function reasonOf(
  { reasons = [], reasonCount = reasons.length }: ClusterEvent,
  nameOf: (regionId: RegionId) => string,
): string {
  const [first] = reasons;
  if (first === undefined) return "";
  const more = reasonCount > 1 ? ` And ${reasonCount - 1} more.` : "";
  return reasonSentence(first, nameOf) + more;
}
