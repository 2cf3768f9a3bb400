import { EXPORT_PARAMETERS } from "../export/export-query";
import type { FaultBoard } from "../faults/fault-board";
import { SIGNAL_KINDS } from "../wal/signal";
import { FAULTS } from "../faults/fault-catalogue";
import type { OperationBoard } from "../operations/operation-board";
import { OPERATIONS } from "../operations/operation-catalogue";

/** What a person sees first: what can be asked, which faults there are, and a line for the shell for each. */
export function indexPage(origin: string, faults: FaultBoard, { operations }: OperationBoard): string {
  const active = faults.active.map(
    ({ id, durationMs }) =>
      `  ${id}  ${durationMs === undefined ? "until cleared" : `for ${durationMs / 1000} s`}`,
  );
  return [
    "tidalDB reference cluster",
    "",
    `  curl ${origin}/status                 regions, shards, replicas, lag, heartbeats`,
    `  curl '${origin}/feed?user=7&limit=5'   what Forage shows a user; region=NAME for another region than the first`,
    `  curl -X POST '${origin}/signal?user=7&entity=ID&type=skip'   what the user did with it, also ${SIGNAL_KINDS.join(", ")}`,
    `  curl ${origin}/browse-tasks           what Forage would like to know more about, and which agent is on it`,
    `  curl -X POST '${origin}/discovery/heartbeat?agent=NAME&source=afar'   NAME is on it, for half a minute from each such heartbeat on`,
    `  curl '${origin}/export?since=10s'      signals of the last ten seconds, one a line; also`,
    ...Object.entries(EXPORT_PARAMETERS).map(([name, meaning]) => `    ${name.padEnd(10)} ${meaning}`),
    `  curl ${origin}/faults                 faults there are, and those that are on`,
    `  curl -X DELETE ${origin}/faults       ends all faults`,
    `  curl -X DELETE ${origin}/faults/ID    ends one`,
    `  curl ${origin}/operations             planned operations there are, and how far the last ones are`,
    `  curl -X DELETE ${origin}/operations/ID    cancels one`,
    "",
    operations.length === 0 ? "No operation was begun." : "Operations:",
    ...operations.map(({ id, isOver }) => `  ${id}  ${isOver ? "is over" : "goes on"}`),
    "",
    active.length === 0 ? "No fault is on." : "Faults that are on:",
    ...active,
    "",
    "Faults. Each takes a duration as well (duration=60s); without one it lasts until it is ended.",
    ...FAULTS.flatMap(({ name, summary, example, parameters }) => [
      "",
      `${name}: ${summary}`,
      ...parameters.map((parameter) => `    ${parameter.name.padEnd(10)} ${parameter.description}`),
      `  curl -X POST '${origin}/faults/${name}?${example}&duration=60s'`,
    ]),
    "",
    "Planned operations. Each announces itself to the exporter, and goes on after a crash.",
    ...OPERATIONS.flatMap(({ name, summary, example, parameters }) => [
      "",
      `${name}: ${summary}`,
      ...parameters.map((parameter) => `    ${parameter.name.padEnd(10)} ${parameter.description}`),
      `  curl -X POST '${origin}/operations/${name}?${example}'`,
    ]),
    "",
  ].join("\n");
}
