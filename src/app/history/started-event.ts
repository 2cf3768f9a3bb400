import type { ClusterEvent, EventDraft } from "../../domain/terms/cluster-event";
import { NS_PER_SECOND } from "../../domain/terms/units";

/**
 * The event of an exporter that begins, with how the one before it ended, as far as that can be told.
 *
 * @param last - the last start or end that was kept; undefined when nothing is known of any.
 */
export function startedEvent(last: ClusterEvent | undefined, version: string, atNs: bigint): EventDraft {
  const title = `exporter started, version ${version}${before(last, atNs)}`;
  return { kind: "exporter_started", atNs, title };
}

function before(last: ClusterEvent | undefined, atNs: bigint): string {
  if (last === undefined) return "; nothing is known of one before it";
  if (last.kind === "exporter_started")
    return "; the one before it did not stop in order: it crashed, was killed, or its machine went down";
  const seconds = (atNs - last.atNs) / NS_PER_SECOND;
  return seconds < 0n
    ? "; the one before it stopped in order"
    : `; the one before it stopped in order ${seconds} s ago`;
}
