import type { ShardStats } from "../../src/domain/terms/shard-stats";
import type { Cluster, Replica } from "./cluster";
import { EPOCH_MS } from "./shape";

const NS_PER_MS = 1_000_000n;

/** What a replica says of itself now; undefined when it says nothing by itself. */
export function heartbeatOf(cluster: Cluster, replica: Replica, nowMs: number): ShardStats | undefined {
  const { fields } = cluster.shape;
  const leads = cluster.leaders[replica.shard] === replica.region || replica.claimsToLead;
  if (fields === "leaders" && !leads) return undefined;
  const lags = leads ? lagsOf(cluster, replica) : [];
  const shipped = lags.map(([region, { seqnos }]) => [region, BigInt(Math.round(seqnos))] as const);
  const required: ShardStats = {
    shardId: replica.shard,
    regionId: replica.region,
    entityCount: 90_000n,
    signalThroughputEps: Math.max(0, replica.signalsPerSecond),
    replicationLag: new Map(shipped),
    diskBytes: 64_000_000n,
    lastHeartbeatNs: stampNs(replica, nowMs),
  };
  if (fields === "seven") return required;
  const head = BigInt(Math.round(cluster.head(replica.shard)));
  const named = {
    ...required,
    role: leads ? ("leader" as const) : ("follower" as const),
    ...(leads ? { leaderSeqno: head } : {}),
    signalsTotal: BigInt(Math.round(replica.signals)),
  };
  if (fields === "seqnos") return named;
  return {
    ...named,
    ...(leads ? { replicationLagNs: new Map(lags.map(([region, { ageMs }]) => [region, ns(ageMs)])) } : {}),
    ...(leads ? {} : { appliedSeqno: BigInt(Math.round(cluster.applied(replica.shard, replica.region))) }),
    bootId: BigInt(replica.boot),
    heartbeatSeq: BigInt(replica.heartbeatSeq),
  };
}

function lagsOf(
  cluster: Cluster,
  replica: Replica,
): (readonly [number, { seqnos: number; ageMs: number }])[] {
  return cluster
    .ofShard(replica.shard)
    .filter(({ region }) => region !== replica.region)
    .map(({ region }) => [region, cluster.lag(replica.shard, region)] as const);
}

function stampNs(replica: Replica, nowMs: number): bigint {
  return ns(EPOCH_MS + (replica.clockStoppedAtMs ?? nowMs) + replica.skewMs);
}

/** Whole milliseconds, because a double has no more of a time since the epoch. */
function ns(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds)) * NS_PER_MS;
}
