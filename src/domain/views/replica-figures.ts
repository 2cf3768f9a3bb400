import { U64_FIELD } from "../columns/heartbeat-layout";
import type { ReplicaSnapshot, ReplicaState } from "../terms/cluster-snapshot";
import type { Listing } from "../terms/listing";
import { OFFLINE, replicaState } from "../terms/replica-health";
import type { ReplicaColumns } from "../replicas/replica-columns";
import { RecordedReplicas } from "./recorded-replicas";

/** What replicas can be put in order by. */
export const REPLICA_FIGURES = [
  "state",
  "shard",
  "region",
  "heartbeat",
  "entities",
  "signals",
  "wal",
  "lag",
] as const;

/** One of {@link REPLICA_FIGURES}. */
export type ReplicaFigure = (typeof REPLICA_FIGURES)[number];

/** Higher is worse; one that was not heard yet lies between Healthy and Degraded. */
const SEVERITY: Readonly<Record<ReplicaState, number>> = { Healthy: 0, Pending: 1, Degraded: 2, Offline: 3 };

/**
 * A figure of every replica of a listing, in its order; NaN where there is none, u64s as the nearest float. No replica is made for
 * it where the listing holds columns. In steps.
 */
export function* replicaFigures(
  replicas: Listing<ReplicaSnapshot>,
  figure: ReplicaFigure,
): Generator<undefined, Float64Array<ArrayBuffer>> {
  if (!(replicas instanceof RecordedReplicas)) {
    return Float64Array.from(replicas, (replica) => figureOf(replica, figure));
  }
  const figures = new Float64Array(replicas.length);
  yield* replicas.visit((columns, slot, index) => {
    figures[index] = figureIn(columns, slot, figure);
  });
  return figures;
}

function figureOf(replica: ReplicaSnapshot, figure: ReplicaFigure): number {
  const { state, shardId, regionId, stats, lastArrivalSeconds, followers } = replica;
  switch (figure) {
    case "state":
      return SEVERITY[state];
    case "shard":
      return shardId;
    case "region":
      return regionId;
    case "heartbeat":
      return lastArrivalSeconds ?? NaN;
    case "entities":
      return Number(stats?.entityCount ?? NaN);
    case "signals":
      // What one that fell silent did before says nothing of now.
      return state === "Offline" ? NaN : (stats?.signalThroughputEps ?? NaN);
    case "wal":
      return Number(stats?.diskBytes ?? NaN);
    case "lag":
      return followers.length === 0 ? NaN : Math.max(...followers.map(({ lagSeconds }) => lagSeconds));
  }
}

function figureIn(columns: ReplicaColumns, slot: number, figure: ReplicaFigure): number {
  const { shardIds, regionIds, states, liveness, followers } = columns;
  switch (figure) {
    case "state":
      return SEVERITY[replicaState(states[slot]!)];
    case "shard":
      return shardIds[slot]!;
    case "region":
      return regionIds[slot]!;
    case "heartbeat":
      return liveness.lastArrivalSeconds(slot) ?? NaN;
    case "lag":
      if (followers.counts[slot] === 0 || states[slot] === OFFLINE) return NaN;
      return followers.worstLagSeconds[slot]!;
    case "signals":
      if (states[slot] === OFFLINE || !liveness.isHeard(slot)) return NaN;
      return columns.reports.throughputsEps[slot]!;
    case "entities":
    case "wal":
      return liveness.isHeard(slot) ? reportedIn(columns, slot, figure) : NaN;
  }
}

function reportedIn({ reports }: ReplicaColumns, slot: number, figure: "entities" | "wal"): number {
  return reports.u64s.float(
    reports.at(slot, figure === "entities" ? U64_FIELD.entityCount : U64_FIELD.diskBytes),
  );
}
