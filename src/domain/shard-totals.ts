import type { ReplicaSnapshot } from "./cluster-snapshot";
import { saturatingAdd } from "./ids";
import type { ShardStats } from "./shard-stats";
import type { Topology } from "./topology";

/** Sums in which every shard counts once, however many replicas report it. */
export interface ShardTotals {
  /** u64, held at 2^64 - 1. */
  readonly entities: bigint;
  readonly signalsPerSecond: number;
  /** Shards with two or more replicas that are not Offline and claim to lead. */
  readonly leaderConflictCount: number;
}

/** Events per second that a replica adds to a sum. An Offline one adds nothing: its last figure is not what it does now. */
export function liveSignalsPerSecond({ state, stats }: ReplicaSnapshot): number {
  return state === "Offline" ? 0 : (stats?.signalThroughputEps ?? 0);
}

/** The sum of two rates, held at the largest finite number: two heartbeats must not add up to what JSON cannot say. */
export function addRates(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_VALUE);
}

/** @param replicas - ordered by shard. */
export function shardTotals(replicas: readonly ReplicaSnapshot[], topology: Topology): ShardTotals {
  let entities = 0n;
  let signalsPerSecond = 0;
  let leaderConflictCount = 0;
  for (const replicasOfShard of groupByShard(replicas)) {
    const speaker = spokesman(replicasOfShard, topology);
    if (speaker) {
      entities = saturatingAdd(entities, speaker.stats.entityCount);
      signalsPerSecond = addRates(signalsPerSecond, liveSignalsPerSecond(speaker));
    }
    const leaders = replicasOfShard.filter(
      ({ state, stats }) => state !== "Offline" && stats?.role === "leader",
    );
    if (leaders.length > 1) leaderConflictCount += 1;
  }
  return { entities, signalsPerSecond, leaderConflictCount };
}

/** A replica that was heard has both: what it said, and when that arrived. */
type HeardReplica = ReplicaSnapshot & { readonly stats: ShardStats; readonly lastArrivalNs: bigint };

function isHeard(replica: ReplicaSnapshot): replica is HeardReplica {
  return replica.stats !== undefined;
}

/** The replica that speaks for its shard: at home by the topology, else reporting followers, else heard last. */
function spokesman(replicas: readonly ReplicaSnapshot[], topology: Topology): HeardReplica | undefined {
  const heard = replicas.filter(isHeard);
  if (heard.length < 2) return heard[0];
  const atHome = heard.find(({ shardId, regionId }) => topology.homeOf(shardId) === regionId);
  if (atHome) return atHome;
  const leading = heard.filter(({ stats }) => stats.replicationLag.size > 0);
  return freshest(leading.length > 0 ? leading : heard);
}

/** @param replicas - at least one. */
function freshest(replicas: readonly HeardReplica[]): HeardReplica {
  return replicas.reduce((best, next) => (next.lastArrivalNs > best.lastArrivalNs ? next : best));
}

function* groupByShard(replicas: readonly ReplicaSnapshot[]): Generator<readonly ReplicaSnapshot[]> {
  let start = 0;
  for (let index = 1; index <= replicas.length; index += 1) {
    if (replicas[index]?.shardId !== replicas[start]?.shardId) {
      yield replicas.slice(start, index);
      start = index;
    }
  }
}
