import type { ShardStats } from "#exporter/domain/terms/shard-stats";
import type { Conditions } from "../cluster/conditions";
import { offsetClockNs } from "../cluster/replica";
import type { Replica } from "../cluster/replica";
import { NS_PER_MS } from "#exporter/domain/terms/units";
import type { Scheduler } from "../scheduler";

/**
 * The next heartbeat of a replica, which counts it: what the replica says about itself at this moment. Every number is read off
 * its WAL, its state, its divergent writes or its shipper.
 *
 * @param divergedSignals that it has outside the WAL and that some peer is not known to have.
 */
export function replicaStats(
  replica: Replica,
  divergedSignals: bigint,
  conditions: Conditions,
  scheduler: Scheduler,
): ShardStats {
  const { id, store, divergent, duty } = replica;
  replica.heartbeatSeq += 1n;
  const common = {
    ...id,
    entityCount: BigInt(store.state.entities.size),
    signalThroughputEps: store.throughput.eventsPerSecond,
    diskBytes: BigInt(store.wal.bytes),
    lastHeartbeatNs: offsetClockNs(scheduler.wallNs(), conditions.clockOffsetMs.on(id)),
    signalsTotal: store.state.signalsTotal + divergent.signals.counts.operations,
    bootId: replica.bootId,
    heartbeatSeq: replica.heartbeatSeq,
    divergedSignals,
    conflictsResolvedTotal: divergent.conflictsResolved,
    ...(divergent.lastReconciledNs !== undefined && { lastReconciledNs: divergent.lastReconciledNs }),
  };
  if (duty.role === "follower") {
    if (!conditions.claimsLead.holds(id)) {
      const { appliedSeqno } = store.state;
      return { ...common, role: "follower", replicationLag: new Map(), appliedSeqno };
    }
    return { ...common, role: "leader", leaderSeqno: store.receivedSeqno, replicationLag: new Map() };
  }
  const leader: ShardStats = {
    ...common,
    role: duty.role,
    leaderSeqno: duty.db.headSeqno,
    replicationLag: duty.shipper.lag,
  };
  if (!conditions.reportsLagTime.holds(id)) return leader;
  const nowMs = scheduler.monotonicMs();
  const lagNs = [...duty.shipper.applied].map(
    ([regionId, applied]) => [regionId, msToNs(duty.db.writeTimes.ageOfNextMs(applied, nowMs))] as const,
  );
  return { ...leader, replicationLagNs: new Map(lagNs) };
}

function msToNs(ms: number): bigint {
  return BigInt(Math.round(ms)) * NS_PER_MS;
}
