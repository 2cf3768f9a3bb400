import { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
import type { ControlPlane } from "../../domain/control-plane";
import type { EventLog } from "../../domain/history/event-log";
import type { Instant } from "../../domain/terms/clock";
import type { ClusterSnapshot, ReplicaSnapshot } from "../../domain/terms/cluster-snapshot";
import type { RememberedReplica } from "../../domain/terms/recollection";
import type { Source } from "../../domain/terms/source";
import { NS_PER_MS_F64 } from "../../domain/terms/units";
import { printAssignments } from "../../recording/assignments";
import type { EntryEncoder } from "../../recording/entry-encoder";
import { printEvents } from "./printed-events";

const SHARDS_AT_A_TIME = 8_192;
const REPLICAS_AT_A_TIME = 250;
const TENANTS_AT_A_TIME = 500;
const EVENTS_AT_A_TIME = 50;

/** So many of the latest events go with a picture; the rest is in the exporter's own history. */
export const MOST_EVENTS = 1_000;

/** What a picture is drawn of. */
export interface PictureSubject {
  readonly controlPlane: ControlPlane;
  readonly instant: Instant;
  readonly workedMs: number;
  /** Undefined at the start of the process: nothing was heard yet, so whatever comes is all that there is. */
  readonly snapshot: ClusterSnapshot | undefined;
  readonly sources: readonly Source[];
  readonly exposition: unknown;
  readonly events: EventLog | undefined;
}

/**
 * Draws all that a replay has to start from, some milliseconds of work in each step. What changes in between is recorded behind the
 * picture's beginning, so it does not matter that it is.
 */
export function* drawPicture(subject: PictureSubject, encoder: EntryEncoder): Generator<undefined, void> {
  const { controlPlane, snapshot, events } = subject;
  const { topology, tenantRouter, recollections } = controlPlane;
  const { assignments } = topology;
  const { tenants } = tenantRouter;
  const replicas = recollections.replicas();
  encoder.call("picture.begin", [beginning(subject)]);
  for (const some of portions(assignments, SHARDS_AT_A_TIME)) {
    encoder.call("picture.shards", [printAssignments(some)]);
    yield;
  }
  for (const some of portions(tenants, TENANTS_AT_A_TIME)) {
    encoder.call("picture.tenants", [some]);
    yield;
  }
  if (snapshot !== undefined) {
    const unheard = yield* drawReplicas(snapshot, encoder);
    yield* drawUnheard(replicas, unheard, encoder);
  }
  const latest = events?.events.slice(-MOST_EVENTS) ?? [];
  for (const some of portions(latest, EVENTS_AT_A_TIME)) {
    encoder.call("picture.events", [printEvents(some)]);
    yield;
  }
  encoder.call("picture.end", []);
}

function beginning({ controlPlane, instant, workedMs, snapshot, sources, exposition }: PictureSubject) {
  const { settings, recollections, membershipRecord, maintenance } = controlPlane;
  const { monotonicMs, wallNs } = instant;
  const start = { kind: "start", monotonicMs, wallNs, workedMs, settings, exposition };
  if (snapshot === undefined) return start;
  return {
    ...start,
    kind: "resume",
    isSettled: snapshot.isSettled,
    maintenance: maintenance.all,
    incidents: recollections.incidents,
    retired: membershipRecord.retired,
    sources,
    regions: snapshot.regions.map(({ regionId, state, sinceNs, transitions }) => ({
      regionId,
      status: state,
      sinceNs,
      transitions: transitions.filter(({ count }) => count > 0),
    })),
  };
}

/** Returns who was not heard, as numbers of shard and region. */
function* drawReplicas(
  { replicas, takenAtNs }: ClusterSnapshot,
  encoder: EntryEncoder,
): Generator<undefined, ReadonlySet<number>> {
  const draft = new HeartbeatDraft();
  const unheard = new Set<number>();
  let count = 0;
  for (const replica of replicas) {
    const { stats, lastArrivalNs } = replica;
    if (stats === undefined || lastArrivalNs === undefined) unheard.add(keyOf(replica));
    else
      encoder.lastHeartbeat(
        draft.load(stats),
        Math.max(0, Number(takenAtNs - lastArrivalNs) / NS_PER_MS_F64),
      );
    count += 1;
    if (count % REPLICAS_AT_A_TIME === 0) yield;
  }
  return unheard;
}

function* drawUnheard(
  remembered: Iterable<readonly RememberedReplica[]>,
  unheard: ReadonlySet<number>,
  encoder: EntryEncoder,
): Generator<undefined, void> {
  for (const some of remembered) {
    const left = some.filter((replica) => unheard.has(keyOf(replica)));
    if (left.length > 0) encoder.call("picture.unheard", [left]);
    yield;
  }
}

function keyOf({ shardId, regionId }: Pick<ReplicaSnapshot, "shardId" | "regionId">): number {
  return shardId * 65_536 + regionId;
}

function* portions<T>(all: readonly T[], size: number): Generator<readonly T[], void> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
