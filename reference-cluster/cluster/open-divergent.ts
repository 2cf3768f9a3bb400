import type { RegionId, ReplicaId } from "#exporter/domain/terms/ids";
import { DivergentWrites } from "../reconciliation/divergent-writes";
import { Reconciler } from "../reconciliation/reconciler";
import type { ReconciliationMessage, Transport } from "../replication/transport";
import type { Scheduler } from "../scheduler";
import type { ReplicaStore } from "../storage/replica-store";
import type { Leaderships } from "./leaderships";
import type { Replica } from "./replica";

const LOWER_HALF = 0xffff_ffffn;

/** What is needed to open what a replica has outside its shard's WAL. */
export interface DivergentParts {
  readonly store: ReplicaStore;
  /** The replica's own clock. */
  readonly wallNs: () => bigint;
  readonly scheduler: Scheduler;
  readonly transport: Transport;
  /** Hears of what could not be trusted, on disk or from a peer, and was dropped. */
  readonly onCut: (problem: string) => void;
}

/** Opens what a replica has outside its shard's WAL, and what brings it to its peers. */
export function openDivergent(
  directory: string,
  id: ReplicaId,
  { store, wallNs, scheduler, transport, onCut }: DivergentParts,
): Pick<Replica, "divergent" | "reconciler"> {
  const isInWal = (entityId: bigint): boolean =>
    store.state.entities.has(Number(entityId >> 32n), Number(entityId & LOWER_HALF));
  const divergent = DivergentWrites.open(directory, { id, wallNs, isInWal, onCut });
  const send = (to: RegionId, word: Omit<ReconciliationMessage, "shardId">): void => {
    transport.send(id.regionId, to, { ...word, shardId: id.shardId } as ReconciliationMessage);
  };
  return {
    divergent,
    reconciler: new Reconciler(divergent, send, () => scheduler.monotonicMs(), onCut),
  };
}

/** Whom a replica reconciles with: a leader with all others of its shard, a follower with the leader. */
export function reconcilesWith(
  { id, duty }: Replica,
  leaderships: Leaderships,
  regions: readonly RegionId[],
): readonly RegionId[] {
  if (duty.role === "follower") return [leaderships.of(id.shardId).regionId];
  return regions.filter((regionId) => regionId !== id.regionId);
}

/** Signals that a replica has outside the WAL and that some peer is not known to have: 0 when all are equal. */
export function divergedSignals(replica: Replica, peers: readonly RegionId[]): bigint {
  return peers.reduce((most, peer) => {
    const lacked = replica.divergent.countLackedBy(replica.reconciler.known(peer));
    return lacked > most ? lacked : most;
  }, 0n);
}
