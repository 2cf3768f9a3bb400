import type { RegionId } from "#exporter/domain/terms/ids";
import type { KnownPositions } from "../replication/known-positions";
import { LeaderDb } from "../replication/leader-db";
import type { Leadership } from "../replication/leadership";
import type { ReplicationMessage, Transport } from "../replication/transport";
import { WalShipper } from "../replication/wal-shipper";
import type { WriteResult } from "../replication/write-result";
import type { Scheduler } from "../scheduler";
import type { ReplicaStore } from "../storage/replica-store";
import type { PackedSignals } from "../wal/signal";
import type { ReplicaDuty } from "./replica-duty";

/** Takes writes, ships them and keeps what followers still need. */
export class LeaderDuty implements ReplicaDuty {
  readonly role = "leader";
  readonly db: LeaderDb;
  readonly shipper: WalShipper;
  readonly #store: ReplicaStore;

  /** @param wallNs the replica's own clock. */
  constructor(
    leadership: Leadership,
    store: ReplicaStore,
    transport: Transport,
    scheduler: Scheduler,
    known: KnownPositions,
    followers: readonly RegionId[],
    wallNs: () => bigint,
  ) {
    const nowMs = (): number => scheduler.monotonicMs();
    store.adoptTerm(leadership.term);
    this.#store = store;
    this.shipper = new WalShipper(leadership, store, transport, nowMs, known, followers);
    this.db = new LeaderDb(store, wallNs, nowMs(), () => {
      this.shipper.shipSealed();
    });
  }

  write(signals: PackedSignals, nowMs: number): WriteResult {
    return this.db.write(signals, nowMs);
  }

  receive(message: ReplicationMessage, from: RegionId): void {
    // Anything else was meant for the follower that this replica was before.
    if (message.kind === "position") this.shipper.hear(from, message.position);
  }

  tick(nowMs: number): void {
    this.db.sealIfDue(nowMs);
    this.db.writeTimes.forgetThrough(this.shipper.appliedEverywhere);
    this.#store.compact(this.#store.holds.neededFrom(this.shipper.neededFrom, nowMs));
  }

  poll(): void {
    this.shipper.poll();
  }
}
