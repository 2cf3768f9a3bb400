import { decodeCheckpoint } from "../storage/checkpoint";
import type { ReplicaStore } from "../storage/replica-store";
import { decodeBatches } from "../wal/batch";
import type { Batch } from "../wal/batch";
import type { FollowerDb } from "./follower-db";
import type { Leadership } from "./leadership";
import type { ReplicationPosition } from "./transport";

/** What became of a segment or snapshot: stored, known before, or refused for the reason given. */
export type ReceiveResult =
  { readonly result: "stored" | "known" } | { readonly result: "refused"; readonly message: string };

/**
 * Takes in what a leader ships. A segment that is damaged, leaves a gap or comes from somebody who no longer leads is
 * refused; what the follower has already is skipped, so that anything may arrive twice.
 */
export class SegmentReceiver {
  readonly #store: ReplicaStore;
  readonly #follower: FollowerDb;
  readonly #incarnation: number;
  #diverged = false;
  #gap = false;

  constructor(store: ReplicaStore, follower: FollowerDb, incarnation: number) {
    this.#store = store;
    this.#follower = follower;
    this.#incarnation = incarnation;
  }

  /** Where this replica stands, as the answer to a message that was sent at that time, if it is one. */
  position(answersSentAtMs?: number): ReplicationPosition {
    return {
      shardId: this.#store.id.shardId,
      term: this.#store.term,
      incarnation: this.#incarnation,
      receivedSeqno: this.#store.receivedSeqno,
      appliedSeqno: this.#store.state.appliedSeqno,
      gap: this.#gap,
      diverged: this.#diverged,
      answersSentAtMs,
    };
  }

  /**
   * Follows a leadership, if it is no older than the one followed.
   *
   * When it is newer, what this replica has must end before the new term started; else it has diverged. Whether it has
   * is only known of the very next term: after more than one, it counts as diverged.
   *
   * @returns whether this is a leadership to listen to.
   */
  follow({ term, startSeqno }: Leadership): boolean {
    if (term < this.#store.term) return false;
    if (term === this.#store.term) return true;
    this.#diverged = term > this.#store.term + 1 || this.#store.receivedSeqno > startSeqno;
    if (!this.#diverged) this.#store.adoptTerm(term);
    return true;
  }

  receiveSegment(leadership: Leadership, bytes: Buffer): ReceiveResult {
    this.#gap = false;
    if (!this.follow(leadership))
      return refused(`term ${leadership.term} is over, this is term ${this.#store.term}`);
    if (this.#diverged)
      return refused("this replica has seqnos that its leader does not have, it needs a snapshot");
    const { batches, problem } = decodeBatches(bytes);
    if (problem !== undefined) return refused(problem);
    const { shardId } = this.#store.id;
    const stray = batches.find(({ header }) => header.version === 2 && header.shardId !== shardId);
    if (stray !== undefined) return refused(`expected shard ${shardId}, got ${stray.header.shardId}`);
    const received = this.#store.receivedSeqno;
    const fresh = batches.filter(({ header }) => header.lastSeq > received);
    const [first] = fresh;
    if (first === undefined) return { result: "known" };
    if (first.header.firstSeq > received + 1n) {
      this.#gap = true;
      return refused(`expected seqno ${received + 1n} next, got ${first.header.firstSeq}`);
    }
    if (this.#store.wal.bytes > this.#store.limits.capBytes) {
      return refused(
        `the WAL holds ${this.#store.wal.bytes} bytes, expected at most ${this.#store.limits.capBytes}`,
      );
    }
    this.#take(fresh);
    return { result: "stored" };
  }

  receiveSnapshot(leadership: Leadership, bytes: Buffer): ReceiveResult {
    this.#gap = false;
    if (!this.follow(leadership))
      return refused(`term ${leadership.term} is over, this is term ${this.#store.term}`);
    const decoded = decodeCheckpoint(bytes, this.#store.id.shardId);
    if (!decoded.ok) return refused(decoded.message);
    const { state } = decoded.value;
    if (this.#follower.stalled) return refused("this replica is stalled, it applies nothing");
    if (!this.#diverged && state.appliedSeqno <= this.#store.receivedSeqno) return { result: "known" };
    this.#store.replaceWith({ ...decoded.value, term: leadership.term });
    this.#diverged = false;
    return { result: "stored" };
  }

  #take(batches: readonly Batch[]): void {
    this.#store.wal.store(batches);
    this.#follower.applyStored(batches);
  }
}

function refused(message: string): ReceiveResult {
  return { result: "refused", message };
}
