import { CLUSTER_ID } from "./fault";
import { EvidenceByFault } from "./evidence-by-fault";
import { IncidentCourses } from "./incident-courses";
import type { Course } from "./incident-courses";
import { incidentTitle } from "./incident-title";
import { NOTHING_FOUND } from "./incidents-found";
import type { IncidentsFound } from "./incidents-found";
import { INCIDENT_CAUSES } from "../terms/incident";
import type { Incident, IncidentChange } from "../terms/incident";
import { LagEvidence } from "./lag-evidence";
import { lagFaults } from "./lag-faults";
import type { RegionId } from "../terms/ids";
import type { RegionNames } from "../regions/region-names";
import { RegionSilence } from "./region-silence";
import type { ReplicaTable } from "../replicas/replica-table";
import type { HealthThresholds } from "../terms/replica-health";
import { ShardConditions } from "./shard-conditions";
import { silenceFaults } from "./silence-faults";
import type { TenantRouter } from "../placement/tenant-router";
import type { Topology } from "../membership/topology";

/** One look at the cluster, after the states of all replicas were found out. */
export interface Look {
  readonly table: ReplicaTable;
  readonly topology: Topology;
  readonly tenantRouter: TenantRouter;
  readonly thresholds: HealthThresholds;
  readonly names: RegionNames;
  readonly livedMs: number;
  readonly wallNs: bigint;
}

/** What is broken: the fewest faults that explain all evidence, from look to look. */
export class Incidents {
  readonly #courses = new IncidentCourses();
  readonly #conditions = new ShardConditions();
  /** The regions of which nothing is heard together. */
  #together: ReadonlySet<RegionId> = new Set();
  #found: IncidentsFound = NOTHING_FOUND;

  /** As of the last look. */
  get found(): IncidentsFound {
    return this.#found;
  }

  /** Takes a look. Returns what began, changed and ended, in this order of their ids' first appearance. */
  observe(look: Look): readonly IncidentChange[] {
    const { table, topology, livedMs, wallNs, thresholds } = look;
    this.#conditions.look(table, topology, thresholds);
    const evidence = this.#evidence(look);
    const changes = this.#courses.observe(evidence.all, { livedMs, wallNs });
    const listed = this.#courses.active.map((course) => toIncident(course, look)).sort(byWeight);
    this.#found = this.#explain(listed, evidence);
    return changes.map(({ kind, course, previousCause }) => ({
      kind,
      incident: toIncident(course, look),
      previousCause,
      atNs: wallNs,
    }));
  }

  #evidence({ table, thresholds, livedMs }: Look): EvidenceByFault {
    const isHeld = (id: string): boolean => this.#courses.isHeld(id, livedMs);
    const silences = new RegionSilence(table, livedMs, thresholds.offlineAfterMs);
    const silence = silenceFaults(silences, thresholds.offlineAfterMs / 2, isHeld, this.#together);
    const together = [...silence.byRegion].filter(([, { id }]) => id === CLUSTER_ID);
    this.#together = new Set(together.map(([regionId]) => regionId));
    const lag = new LagEvidence(table, livedMs, thresholds);
    const isOut = (regionId: RegionId): boolean =>
      silence.byRegion.has(regionId) || silences.isAboutToBe(regionId);
    const pairs = lag.pairs().filter(({ leaderId, followerId }) => !isOut(leaderId) && !isOut(followerId));
    const evidence = new EvidenceByFault(table, this.#conditions, livedMs);
    const isWaitedFor = (regionId: RegionId): boolean => silences.isAboutToBe(regionId);
    evidence.gather({ silence, pairs: lagFaults(pairs, isHeld), isWaitedFor }, lag);
    return evidence;
  }

  #explain(listed: readonly Incident[], evidence: EvidenceByFault): IncidentsFound {
    const unexplained = new Set(evidence.unexplainedRegionIds);
    const explainedBy = new Map<RegionId, Set<string>>();
    for (const { fault, regionIds } of evidence.all) {
      for (const regionId of regionIds) {
        if (!this.#courses.isActive(fault.id)) unexplained.add(regionId);
        else explainedBy.set(regionId, (explainedBy.get(regionId) ?? new Set()).add(fault.id));
      }
    }
    return {
      listed,
      notListed: evidence.notListed,
      shardsWithoutLeader: this.#conditions.withoutLeaderCount,
      criticalShards: this.#conditions.criticalCount,
      explainedBy: (regionId) => {
        const ids = explainedBy.get(regionId);
        return ids ? listed.filter(({ id }) => ids.has(id)).map(({ id }) => id) : [];
      },
      isExplained: (regionId) => !unexplained.has(regionId),
    };
  }
}

function toIncident(course: Course, { names, topology, tenantRouter }: Look): Incident {
  const { id, cause, evidence, startedNs } = course;
  const { regionId, peerId, shardId } = evidence.fault;
  const homes = new Set([...evidence.shardIds].flatMap((shard) => topology.homeOf(shard) ?? []));
  const impact = evidence.impact(tenantRouter.tenantCountAt(homes));
  const subjects = [regionId, peerId].filter((subject) => subject !== undefined);
  const affectedRegionIds = [...new Set([...evidence.regionIds, ...subjects])].sort((a, b) => a - b);
  const regionName = regionId === undefined ? undefined : names.nameOf(regionId);
  const peerName = peerId === undefined ? undefined : names.nameOf(peerId);
  const silent = [...evidence.silentRegionIds]
    .sort((a, b) => a - b)
    .map((silentId) => names.nameOf(silentId));
  const title = incidentTitle({
    cause,
    region: regionName ?? "",
    peer: peerName ?? "",
    shardId,
    silent,
    impact,
  });
  return {
    id,
    cause,
    regionId,
    regionName,
    peerId,
    peerName,
    shardId,
    startedNs,
    affectedRegionIds,
    impact,
    title,
  };
}

/** Where writes fail comes first, then the widest. */
function byWeight(a: Incident, b: Incident): number {
  return (
    b.impact.shardsWithoutLeader - a.impact.shardsWithoutLeader ||
    INCIDENT_CAUSES.indexOf(a.cause) - INCIDENT_CAUSES.indexOf(b.cause) ||
    (a.id < b.id ? -1 : 1)
  );
}
