import type { ReferenceCluster } from "../cluster/reference-cluster";
import type { Replica } from "../cluster/replica";
import type { FaultBoard } from "../faults/fault-board";
import type { HeartbeatStatus } from "../heartbeats/heartbeat-sender";
import { regionName } from "../layout";
import type { OperationBoard } from "../operations/operation-board";
import { activeFaultToWire } from "./active-fault-to-wire";
import { forageStatus } from "./forage-routes";

/** Everything that there is to know about the cluster at this moment, as plain JSON. */
export function clusterStatus(
  cluster: ReferenceCluster,
  faults: FaultBoard,
  { operations }: OperationBoard,
): Record<string, unknown> {
  const { layout, workload } = cluster;
  return {
    workload: { signals_written: workload.written, signals_refused: workload.refused },
    forage: forageStatus(cluster),
    sessions: sessionStatus(cluster),
    faults: faults.active.map(activeFaultToWire),
    operations: operations.map(({ status }) => status),
    tenants: cluster.tenants.all.map(({ tenantId, owner, owned }) => ({
      tenant: `t${tenantId}`,
      shard: owner,
      signals: owned.head,
      entities: owned.entityCount,
      signals_refused: cluster.tenants.counts(tenantId).refused,
    })),
    regions: layout.regions.map(({ regionId, name }) => ({
      region_id: regionId,
      name,
      version: cluster.nodes.version(regionId),
      running_replicas: cluster.fleet.inRegion(regionId).length,
      heartbeats: heartbeatStatusToWire(cluster.heartbeatStatus(regionId)),
    })),
    shards: cluster.leaderships.all().map(({ shardId, regionId, term }) => ({
      shard_id: shardId,
      home: regionName(layout, regionId),
      term,
      replicas: layout.regions.map((region) => ({
        region: region.name,
        ...replicaStatus(cluster, cluster.fleet.find({ shardId, regionId: region.regionId })),
      })),
    })),
  };
}

function sessionStatus({ layout, sessions, sessionWorkload }: ReferenceCluster): Record<string, unknown> {
  const { taken, behind, refused, shownAlthoughHidden } = sessionWorkload.counts;
  return {
    events_taken: taken,
    events_refused: refused,
    reads_behind: behind,
    shown_although_hidden: shownAlthoughHidden,
    regions: layout.regions.map(({ regionId, name }) => {
      const bridge = sessions.running(regionId);
      if (bridge === undefined) return { name, running: false };
      return {
        name,
        running: true,
        events_applied: bridge.applied,
        events_repeated: bridge.repeated,
        events_waiting: bridge.waiting,
        hard_negatives: bridge.negatives.size,
        visible_after_p99_ms: bridge.delays.quantile(0.99) ?? null,
      };
    }),
  };
}

function heartbeatStatusToWire(status: HeartbeatStatus | undefined): Record<string, unknown> {
  const { lastAnswer, ...counts } = { lastAnswer: undefined, ...status };
  return { ...counts, last_answer: lastAnswer ?? null };
}

function replicaStatus(
  { layout, fleet }: ReferenceCluster,
  replica: Replica | undefined,
): Record<string, unknown> {
  if (replica === undefined) return { running: false };
  const { store, divergent, duty } = replica;
  const own = {
    running: true,
    role: duty.role,
    received_seqno: store.receivedSeqno,
    applied_seqno: store.state.appliedSeqno,
    entities: store.state.entities.size,
    signals_total: store.state.signalsTotal + divergent.signals.counts.operations,
    diverged_signals: fleet.diverged(replica),
    conflicts_resolved: divergent.conflictsResolved,
    signals_per_second: store.throughput.eventsPerSecond,
    wal_bytes: store.wal.bytes,
  };
  if (duty.role === "follower") {
    return { ...own, stalled: duty.db.stalled, ...(duty.lastRefusal && { last_refusal: duty.lastRefusal }) };
  }
  const lag = [...duty.shipper.lag].map(
    ([regionId, seqnos]) => [regionName(layout, regionId), seqnos] as const,
  );
  return { ...own, shipper_stopped: duty.shipper.stopped, lag_seqnos: Object.fromEntries(lag) };
}
