import type { RegionId } from "#exporter/domain/terms/ids";
import type { ReplicaStore } from "../storage/replica-store";
import { FollowerCursor } from "./follower-cursor";
import type { KnownPositions } from "./known-positions";
import type { Leadership } from "./leadership";
import type { ReplicationMessage, ReplicationPosition, Transport } from "./transport";

/**
 * Brings a leader's sealed segments to every follower: from where the follower stands, in order, several at once while it
 * keeps up, again when nothing is heard, and by a snapshot when the segments that it needs are gone or it has diverged.
 */
export class WalShipper {
  readonly leadership: Leadership;
  readonly #store: ReplicaStore;
  readonly #transport: Transport;
  readonly #nowMs: () => number;
  readonly #known: KnownPositions;
  readonly #cursors: ReadonlyMap<RegionId, FollowerCursor>;
  #stopped = false;

  constructor(
    leadership: Leadership,
    store: ReplicaStore,
    transport: Transport,
    nowMs: () => number,
    known: KnownPositions,
    followers: readonly RegionId[],
  ) {
    this.leadership = leadership;
    this.#store = store;
    this.#transport = transport;
    this.#nowMs = nowMs;
    this.#known = known;
    this.#cursors = new Map(followers.map((regionId) => [regionId, new FollowerCursor(regionId)]));
  }

  /** A stopped shipper sends no segments and no snapshots; it still asks where the followers stand. */
  set stopped(stopped: boolean) {
    this.#stopped = stopped;
    if (!stopped) this.shipSealed();
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Sends what followers are ready to take; to be called when a segment has been sealed. */
  shipSealed(): void {
    for (const cursor of this.#cursors.values()) this.#ship(cursor);
  }

  /** Gives up on what got lost and asks each silent or idle follower where it stands; to be called every second. */
  poll(): void {
    for (const cursor of this.#cursors.values()) {
      cursor.expire(this.#nowMs());
      if (!cursor.standing || cursor.idle) this.#send(cursor, { kind: "probe", ...this.#stamp() });
      this.#ship(cursor);
    }
  }

  /** Takes in where a follower says it stands. That of a follower under another leadership says nothing here. */
  hear(from: RegionId, position: ReplicationPosition): void {
    const cursor = this.#cursors.get(from);
    if (cursor === undefined || (position.term !== this.leadership.term && !position.diverged)) return;
    cursor.hear(position, this.#nowMs());
    if (cursor.position?.diverged === false) {
      this.#known.note(this.leadership.shardId, from, cursor.position.appliedSeqno);
    }
    this.#ship(cursor);
  }

  /** Where a follower was when it last said so; undefined when it has not since this leader started. */
  position(regionId: RegionId): ReplicationPosition | undefined {
    return this.#cursors.get(regionId)?.position;
  }

  /** The first seqno that some follower may not have yet. */
  get neededFrom(): bigint {
    return this.#lowest((cursor) => this.#position(cursor)?.receivedSeqno) + 1n;
  }

  /** The last seqno that every follower is known to have applied. */
  get appliedEverywhere(): bigint {
    return this.#lowest((cursor) => this.#position(cursor)?.appliedSeqno);
  }

  /** By follower: how many seqnos it is behind the head, as far as this leader knows. */
  get lag(): ReadonlyMap<RegionId, bigint> {
    const head = this.#store.state.appliedSeqno;
    return new Map(
      [...this.applied].map(([regionId, applied]) => [regionId, head > applied ? head - applied : 0n]),
    );
  }

  /** By follower: the last seqno that it is known to have applied. */
  get applied(): ReadonlyMap<RegionId, bigint> {
    const { shardId } = this.leadership;
    return new Map(
      [...this.#cursors.values()].map((cursor) => [
        cursor.regionId,
        this.#position(cursor)?.appliedSeqno ?? this.#known.applied(shardId, cursor.regionId),
      ]),
    );
  }

  #ship(cursor: FollowerCursor): void {
    if (this.#stopped) return;
    if (cursor.position?.diverged === true) {
      if (cursor.idle && cursor.standing) this.#sendSnapshot(cursor);
      return;
    }
    while (cursor.mayAcceptMore) {
      if (this.#isGone(cursor.sentSeqno + 1n)) {
        // Nothing may overtake the snapshot.
        if (cursor.idle) this.#sendSnapshot(cursor);
        return;
      }
      const segment = this.#store.wal.sealedFrom(cursor.sentSeqno + 1n);
      if (segment === undefined) return;
      cursor.sent(segment.lastSeq, this.#nowMs());
      this.#send(cursor, { kind: "segment", ...this.#stamp(), bytes: this.#store.wal.read(segment) });
    }
  }

  /** Whether a seqno was written, but is not in the WAL any more. */
  #isGone(seqno: bigint): boolean {
    if (seqno > this.#store.state.appliedSeqno) return false;
    const first = this.#store.wal.firstSeqno;
    return first === undefined || first > seqno;
  }

  #sendSnapshot(cursor: FollowerCursor): void {
    cursor.sent(this.#store.state.appliedSeqno, this.#nowMs());
    this.#send(cursor, { kind: "snapshot", ...this.#stamp(), bytes: this.#store.snapshot() });
  }

  #stamp(): { readonly leadership: Leadership; readonly sentAtMs: number } {
    return { leadership: this.leadership, sentAtMs: this.#nowMs() };
  }

  #send(cursor: FollowerCursor, message: ReplicationMessage): void {
    this.#transport.send(this.leadership.regionId, cursor.regionId, message);
  }

  /** What a follower said of the WAL that this leader has; undefined when it has said nothing, or is elsewhere. */
  #position({ position }: FollowerCursor): ReplicationPosition | undefined {
    return position?.diverged === false ? position : undefined;
  }

  #lowest(of: (cursor: FollowerCursor) => bigint | undefined): bigint {
    let lowest = this.#store.state.appliedSeqno;
    for (const cursor of this.#cursors.values()) {
      const seqno = of(cursor) ?? this.#known.applied(this.leadership.shardId, cursor.regionId);
      if (seqno < lowest) lowest = seqno;
    }
    return lowest;
  }
}
