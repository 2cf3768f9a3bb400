import { U64_MAX } from "#exporter/domain/terms/ids";
import type { RegionId } from "#exporter/domain/terms/ids";
import { FollowerDb } from "../replication/follower-db";
import { SegmentReceiver } from "../replication/segment-receiver";
import type { ReceiveResult } from "../replication/segment-receiver";
import type { ReplicationMessage, Transport } from "../replication/transport";
import type { WriteResult } from "../replication/write-result";
import type { ReplicaStore } from "../storage/replica-store";
import type { PackedSignals } from "../wal/signal";
import type { ReplicaDuty } from "./replica-duty";

/** Segments that a follower applies in one tick when it has to catch up with its own WAL. */
const SEGMENTS_PER_TICK = 64;

/** Takes in what the leader ships, applies it, and tells the leader where it stands. */
export class FollowerDuty implements ReplicaDuty {
  readonly role = "follower";
  readonly db: FollowerDb;
  readonly receiver: SegmentReceiver;
  readonly #store: ReplicaStore;
  readonly #transport: Transport;
  #leaderRegion: RegionId | undefined;
  #lastRefusal: string | undefined;

  constructor(store: ReplicaStore, transport: Transport, incarnation: number) {
    // A leader that became a follower may have a segment that it did not get to seal.
    store.wal.seal();
    this.#store = store;
    this.#transport = transport;
    this.db = new FollowerDb(store);
    this.receiver = new SegmentReceiver(store, this.db, incarnation);
  }

  /** Why the last segment or snapshot was refused; undefined when it was not. */
  get lastRefusal(): string | undefined {
    return this.#lastRefusal;
  }

  write(signals: PackedSignals): WriteResult {
    return this.db.write(signals);
  }

  receive(message: ReplicationMessage, from: RegionId): void {
    if (message.kind === "position" || message.leadership.regionId !== from) return;
    if (!this.receiver.follow(message.leadership)) return;
    this.#leaderRegion = from;
    if (message.kind !== "probe") {
      const { leadership, bytes } = message;
      const result: ReceiveResult =
        message.kind === "segment"
          ? this.receiver.receiveSegment(leadership, bytes)
          : this.receiver.receiveSnapshot(leadership, bytes);
      this.#lastRefusal = result.result === "refused" ? result.message : undefined;
    }
    this.#reportPosition(message.sentAtMs);
  }

  tick(nowMs: number): void {
    if (this.db.applyBacklog(SEGMENTS_PER_TICK)) this.#reportPosition();
    this.#store.compact(this.#store.holds.neededFrom(U64_MAX, nowMs));
  }

  poll(): void {
    // The leader asks.
  }

  #reportPosition(answersSentAtMs?: number): void {
    if (this.#leaderRegion === undefined) return;
    this.#transport.send(this.#store.id.regionId, this.#leaderRegion, {
      kind: "position",
      position: this.receiver.position(answersSentAtMs),
    });
  }
}
