import { CLUSTER_ID, regionFaultId, shardFaultId } from "./terms/fault";
import type { Fault } from "./terms/fault";
import { EvidenceByFault } from "./evidence/evidence-by-fault";
import { IncidentCourses } from "./incident-courses";
import type { Course, CourseMoment } from "./incident-courses";
import { incidentTitle } from "./incident-title";
import { NOTHING_FOUND } from "./incidents-found";
import type { IncidentsFound } from "./incidents-found";
import { FoundAtALook } from "./found-at-a-look";
import { INCIDENT_CAUSES } from "../terms/incident";
import type { Incident, IncidentChange } from "../terms/incident";
import { LagEvidence } from "./lag/lag-evidence";
import { LeaderGroups } from "./lag/leader-groups";
import { announcementOf } from "../maintenance/announcement";
import type { AnnouncedWork } from "../maintenance/announced-work";
import type { RegionPair } from "./lag/pair-sums";
import { isAnyFollowerHeard } from "./silence/is-any-follower-heard";
import { lagFaults } from "./lag/lag-faults";
import type { RegionId, ShardId } from "../terms/ids";
import type { OpenIncident } from "../terms/recollection";
import type { RegionNames } from "../regions/region-names";
import { RegionSilence } from "./silence/region-silence";
import type { ReplicaTable } from "../replicas/replica-table";
import type { HealthThresholds } from "../terms/replica-health";
import { ShardConditions } from "./shards/shard-conditions";
import { ShardSet } from "./terms/shard-set";
import type { SpokenFor } from "./silence/spoken-for";
import { silenceFaults } from "./silence/silence-faults";
import { sourceFaults } from "./silence/source-faults";
import type { TenantRouter } from "../placement/tenant-router";
import type { ToldFaults } from "./evidence/told-faults";
import type { Topology } from "../membership/topology";

/** How far apart regions may fall silent to have one cause, in parts of the silence that is Offline: three heartbeat intervals. */
const TOGETHER_PART = 1 / 2;

/** One look at the cluster, after the states of all replicas were found out. */
export interface Look {
  readonly table: ReplicaTable;
  /** Whose silence their leaders explain. */
  readonly spokenFor: SpokenFor;
  readonly topology: Topology;
  readonly tenantRouter: TenantRouter;
  readonly thresholds: HealthThresholds;
  readonly names: RegionNames;
  /** What is planned at this moment. */
  readonly work: AnnouncedWork;
  readonly livedMs: number;
  readonly wallNs: bigint;
}

/** What is broken: the fewest faults that explain all evidence, from look to look. */
export class Incidents {
  readonly #courses = new IncidentCourses();
  readonly #conditions = new ShardConditions();
  readonly #groups: LeaderGroups;
  /** The regions of which nothing is heard together. */
  #together: ReadonlySet<RegionId> = new Set();
  /** Lived time of the first look. */
  #beganMs = Infinity;
  #found: IncidentsFound = NOTHING_FOUND;
  #lateFollowers: Uint32Array = new Uint32Array(0);

  /** @param groups - of the leaders of the one table that is looked at. */
  constructor(groups = new LeaderGroups()) {
    this.#groups = groups;
  }

  /** As of the last look. */
  get found(): IncidentsFound {
    return this.#found;
  }

  /** How many followers of Degraded leaders the last look found behind, by region id. */
  get lateFollowers(): Uint32Array {
    return this.#lateFollowers;
  }

  /** Those that are open, with their age at `livedMs`. */
  open(livedMs: number): readonly OpenIncident[] {
    return this.#courses.active.map(({ id, startMs }) => ({ id, ageMs: Math.max(0, livedMs - startMs) }));
  }

  /** See {@link IncidentCourses.resume}. */
  resume(begunMs: ReadonlyMap<string, number>, untilMs: number): void {
    this.#courses.resume(begunMs, untilMs);
  }

  /** See {@link IncidentCourses.moveAlong}. */
  moveAlong(stepNs: bigint): void {
    this.#courses.moveAlong(stepNs);
  }

  /** Takes a look. Returns what began, changed and ended, in this order of their ids' first appearance. */
  observe(look: Look): readonly IncidentChange[] {
    const { table, topology, livedMs, wallNs, thresholds } = look;
    this.#conditions.look(table, topology, thresholds, livedMs);
    const moment = { livedMs, wallNs, offlineAfterMs: thresholds.offlineAfterMs };
    const told = this.#tell(look, moment);
    const changes = this.#courses.observe(told.all, moment);
    const { active } = this.#courses;
    // Nobody asks at most looks, and of a large cluster this takes its time.
    const list = (): readonly Incident[] => active.map((course) => toIncident(course, look)).sort(byWeight);
    this.#found = new FoundAtALook(list, told, this.#conditions, (id) => this.#courses.isActive(id));
    return changes.map(({ kind, course, previousCause }) => ({
      kind,
      incident: toIncident(course, look),
      previousCause,
      atNs: wallNs,
    }));
  }

  #tell({ table, spokenFor, thresholds, livedMs }: Look, moment: CourseMoment): ToldFaults {
    const isHeld = (id: string): boolean => this.#courses.isHeld(id, moment);
    const silences = new RegionSilence(table, livedMs, thresholds, spokenFor);
    const silence = silenceFaults(
      silences,
      thresholds.offlineAfterMs * TOGETHER_PART,
      isHeld,
      this.#together,
    );
    const together = [...silence.byRegion].filter(([, { id }]) => id === CLUSTER_ID);
    this.#together = new Set(together.map(([regionId]) => regionId));
    const isOut = (regionId: RegionId): boolean =>
      silence.byRegion.has(regionId) || silences.isAboutToBe(regionId);
    this.#beganMs = Math.min(this.#beganMs, livedMs);
    const rules = { thresholds, livedMs, beganMs: this.#beganMs };
    const slotsOf = (shardId: ShardId): Uint32Array => this.#conditions.slotsOf(table, shardId);
    const lag = new LagEvidence(table, rules, isOut, slotsOf, this.#groups);
    this.#lateFollowers = lag.lateFollowers(table.followers.regionLimit);
    const isWaitedFor = (regionId: RegionId): boolean =>
      silences.isAboutToBe(regionId) && !isHeld(regionFaultId(regionId));
    const heard = lag.pairs.filter(({ leaderId, followerId }) => !isOut(leaderId) && !isOut(followerId));
    const late = lag.pairs.filter(
      ({ followerId }) => silences.isAboutToBe(followerId) && !isWaitedFor(followerId),
    );
    const gathering = new EvidenceByFault(table, this.#conditions, livedMs, thresholds.offlineAfterMs);
    const pairFaults = new Map([
      ...lagFaults(heard, isHeld, () => isAnyFollowerHeard(table)),
      ...stillBehind(late),
    ]);
    const sources = sourceFaults(table, livedMs, thresholds);
    const shardsHeld = this.#shardsWithIncidents();
    const isShardHeld =
      shardsHeld.size === 0
        ? undefined
        : (shardId: ShardId): boolean => shardsHeld.has(shardId) && isHeld(shardFaultId(shardId));
    const isExcused = (slot: number): boolean => spokenFor.isExcused(slot);
    return gathering.gather(
      { silence, pairs: pairFaults, sources, isWaitedFor, isShardHeld, isExcused },
      lag,
    );
  }

  /** The shards that are the subject of an incident as a whole: of very many others nothing has to be looked up. */
  #shardsWithIncidents(): ShardSet {
    const shards = new ShardSet();
    for (const { evidence } of this.#courses.active) {
      const { regionId, shardId } = evidence.fault;
      if (shardId !== undefined && regionId === undefined) shards.add(shardId);
    }
    return shards;
  }
}

/** What was behind before it fell silent stays behind until it is silent for good. */
function stillBehind(pairs: readonly RegionPair[]): readonly [RegionPair, Fault][] {
  return pairs
    .filter(({ behind }) => behind > 0)
    .map((pair) => [pair, behindFault(pair.followerId, pair.sinceMs)]);
}

function behindFault(regionId: RegionId, startMs: number): Fault {
  return { id: regionFaultId(regionId), cause: "region_behind", regionId, isPlain: true, startMs };
}

function toIncident(course: Course, { names, topology, tenantRouter, work, livedMs }: Look): Incident {
  const { id, cause, evidence, startedNs } = course;
  const { regionId, peerId, shardId, source } = evidence.fault;
  const impact = evidence.impact(tenantRouter.tenantCountAt(evidence.homeIds(topology)));
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
    source,
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
    source,
    startedNs,
    affectedRegionIds,
    impact,
    isHealing: course.seenMs < livedMs,
    ...announcedBy(work, course),
    title,
  };
}

function announcedBy(work: AnnouncedWork, { cause, evidence }: Course): Pick<Incident, "announced"> {
  const { silentRegionIds } = evidence;
  const { regionId, peerId, shardId } = evidence.fault;
  const everyShard = (holds: (shardId: ShardId) => boolean): boolean => evidence.everyShard(holds);
  const announced = announcementOf(work, {
    cause,
    regionId,
    peerId,
    shardId,
    silentRegionIds,
    everyShard,
  });
  return announced === undefined ? {} : { announced };
}

/** Where writes fail comes first, then the widest. */
function byWeight(a: Incident, b: Incident): number {
  return (
    b.impact.shardsWithoutLeader - a.impact.shardsWithoutLeader ||
    INCIDENT_CAUSES.indexOf(a.cause) - INCIDENT_CAUSES.indexOf(b.cause) ||
    (a.id < b.id ? -1 : 1)
  );
}
