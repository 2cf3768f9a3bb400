import type { Incident, IncidentImpact } from "../../domain/terms/incident";
import { formatCount, formatShards } from "./format";

/** An incident, or several that are the same of different shards. */
export interface IncidentGroup {
  /** What all of them come to; of a single incident, that one. */
  readonly whole: Incident;
  /** Those that it stands for, at least one. */
  readonly members: readonly Incident[];
}

/** Whether writes fail or the next failure loses data. */
export function isUrgent({ impact }: Incident): boolean {
  return impact.shardsWithoutLeader > 0 || impact.criticalShards > 0;
}

/** What is said behind since when an incident is: nothing while its evidence is there. */
export function healingNote({ isHealing }: Incident): string {
  return isHealing ? "; it seems to be over" : "";
}

/** Incidents of single shards that say the same become one; each stands where the first of its members stood. */
export function incidentGroups(incidents: readonly Incident[]): readonly IncidentGroup[] {
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) {
    const key = keyOf(incident);
    const members = groups.get(key);
    if (members) members.push(incident);
    else groups.set(key, [incident]);
  }
  return [...groups.values()].map((members) => ({ whole: wholeOf(members), members }));
}

/** What incidents of one group have in common. */
function keyOf(incident: Incident): string {
  const { id, cause, regionId, peerId, shardId, announced } = incident;
  if (shardId === undefined) return `id ${id}`;
  const planned = announced?.windowIds.join(" ") ?? "";
  return `same ${cause} ${String(regionId)} ${String(peerId)} ${String(isUrgent(incident))} ${planned}`;
}

function wholeOf(members: readonly Incident[]): Incident {
  const [first] = members;
  if (first === undefined) throw new RangeError("members: expected at least one incident, got none");
  if (members.length === 1) return first;
  return {
    ...first,
    shardId: undefined,
    title: groupTitle(first, members),
    startedNs: members.reduce(
      (start, { startedNs }) => (startedNs < start ? startedNs : start),
      first.startedNs,
    ),
    affectedRegionIds: [...new Set(members.flatMap((member) => member.affectedRegionIds))].sort(
      (a, b) => a - b,
    ),
    impact: sumOf(members.map(({ impact }) => impact)),
    isHealing: members.every(({ isHealing }) => isHealing),
  };
}

/** As the title of one of them, of many shards. */
function groupTitle({ cause, regionName, peerName }: Incident, members: readonly Incident[]): string {
  const shardIds = members.flatMap(({ shardId }) => shardId ?? []);
  const shards = `${formatCount(members.length)} shards`;
  const inRegion = regionName === undefined ? shards : `${shards} in ${regionName}`;
  return `${predicate(cause, inRegion, shards, peerName)}: ${formatShards(shardIds)}`;
}

function predicate(
  cause: Incident["cause"],
  inRegion: string,
  shards: string,
  peerName: string | undefined,
): string {
  if (cause === "replica_silent") return `${inRegion} silent`;
  if (cause === "replica_unstable") return `${inRegion} unstable`;
  if (cause === "leader_conflict") return `${shards} have two leaders`;
  if (cause === "no_leader") return `${shards} have no leader`;
  // Of single shards there is no other cause than that they are behind.
  return peerName === undefined ? `${inRegion} not shipping` : `${inRegion} behind ${peerName}`;
}

/** Tenants may have data on any number of the shards: there are at least as many as one of the incidents touches. */
function sumOf(impacts: readonly IncidentImpact[]): IncidentImpact {
  const sum = (valueOf: (impact: IncidentImpact) => number): number =>
    impacts.reduce((total, impact) => total + valueOf(impact), 0);
  return {
    silentReplicas: sum(({ silentReplicas }) => silentReplicas),
    laggingFollowers: sum(({ laggingFollowers }) => laggingFollowers),
    shards: sum(({ shards }) => shards),
    shardsWithoutLeader: sum(({ shardsWithoutLeader }) => shardsWithoutLeader),
    criticalShards: sum(({ criticalShards }) => criticalShards),
    entities: impacts.reduce((total, { entities }) => total + entities, 0n),
    tenants: Math.max(...impacts.map(({ tenants }) => tenants)),
  };
}
