import type { ClusterEvent } from "../../domain/terms/cluster-event";
import { parseWith } from "../../wire/fields/parse-with";
import { parseJson, printJson } from "../../wire/json/json";
import { clusterEventSchema, clusterEventToWire } from "../../wire/shapes/cluster-event";

/** Events as they are served, a line each. */
export function printEvents(events: readonly ClusterEvent[]): string {
  return events.map((event) => printJson(clusterEventToWire(event))).join("\n");
}

/** What {@link printEvents} made; lines that say nothing that is understood are left out. */
export function parseEvents(text: string): readonly ClusterEvent[] {
  return text.split("\n").flatMap((line) => {
    const json = parseJson(line);
    const parsed = json.ok ? parseWith(clusterEventSchema, json.value) : json;
    return parsed.ok ? [parsed.value] : [];
  });
}
