import type { ClusterEvent, EventDraft, EventKind } from "../terms/cluster-event";
import type { IncidentChange } from "../terms/incident";
import { NS_PER_SECOND, NS_PER_SECOND_F64 } from "../terms/units";

/** An incident may affect every region; so many stay with its event. */
const MAX_AFFECTED = 64;

type IncidentEventKind = Extract<EventKind, `incident_${string}`>;

/** Ages are kept in whole milliseconds from one process to the next, and clocks are set a little. */
const SAME_START_NS = 2n * NS_PER_SECOND;

/**
 * The event of an incident that began, changed or ended.
 *
 * @param last - the latest event of an incident with this id, if there is any.
 */
export function incidentEvent(change: IncidentChange, last: ClusterEvent | undefined): EventDraft {
  const { incident, atNs, previousCause } = change;
  const kind = kindOf(change, last);
  return {
    kind,
    atNs,
    title: `${WORDS[kind]}: ${incident.title}`,
    incidentId: incident.id,
    cause: incident.cause,
    previousCause,
    regionId: incident.regionId,
    regionName: incident.regionName,
    peerId: incident.peerId,
    peerName: incident.peerName,
    shardId: incident.shardId,
    source: incident.source,
    affectedRegionIds: incident.affectedRegionIds.slice(0, MAX_AFFECTED),
    startedNs: incident.startedNs,
    ...(kind === "incident_ended" && { durationSeconds: secondsBetween(incident.startedNs, atNs) }),
  };
}

function kindOf({ kind, incident }: IncidentChange, last: ClusterEvent | undefined): IncidentEventKind {
  if (kind !== "began") return kind === "changed" ? "incident_changed" : "incident_ended";
  if (last?.startedNs === undefined || last.kind === "incident_ended") return "incident_began";
  const apartNs = incident.startedNs - last.startedNs;
  return apartNs <= SAME_START_NS && apartNs >= -SAME_START_NS ? "incident_resumed" : "incident_began";
}

const WORDS: Readonly<Record<IncidentEventKind, string>> = {
  incident_began: "incident began",
  incident_changed: "incident changed",
  incident_resumed: "incident goes on",
  incident_ended: "incident ended",
};

/** The clock may have been set back since. */
function secondsBetween(startedNs: bigint, atNs: bigint): number {
  return Math.max(0, Number(atNs - startedNs) / NS_PER_SECOND_F64);
}
