import type { RegionId } from "../../domain/ids";
import type { ReplicationPosition } from "./transport";

/** Segments that may be under way to one follower at once, at most. */
const WIDEST_WINDOW = 32;
const SHORTEST_TIMEOUT_MS = 2_000;
const LONGEST_TIMEOUT_MS = 15_000;

/** What a leader knows about one follower, and what is under way to it. */
export class FollowerCursor {
  readonly regionId: RegionId;
  #position: ReplicationPosition | undefined;
  #standing = false;
  #sentSeqno = 0n;
  #underWay: bigint[] = [];
  #window = 1;
  #timeoutMs = SHORTEST_TIMEOUT_MS;
  #deadlineMs = Infinity;
  /** The seqno whose way there and back is being timed; kept when it is given up, for a slow answer tells the most. */
  #timed: { readonly seqno: bigint; readonly sentAtMs: number } | undefined;

  constructor(regionId: RegionId) {
    this.regionId = regionId;
  }

  /** Where the follower stood when it last said so; undefined when it never has. */
  get position(): ReplicationPosition | undefined {
    return this.#position;
  }

  /** Whether it is known where to go on: after a timeout the follower must be asked first. */
  get standing(): boolean {
    return this.#standing;
  }

  /** The last seqno sent, or the last one that the follower has. */
  get sentSeqno(): bigint {
    return this.#sentSeqno;
  }

  get idle(): boolean {
    return this.#underWay.length === 0;
  }

  get mayAcceptMore(): boolean {
    return this.#standing && this.#underWay.length < this.#window;
  }

  /** Notes that everything through `lastSeqno` is under way. */
  sent(lastSeqno: bigint, nowMs: number): void {
    if (this.idle) this.#deadlineMs = nowMs + this.#timeoutMs;
    this.#sentSeqno = lastSeqno;
    this.#underWay.push(lastSeqno);
    this.#timed ??= { seqno: lastSeqno, sentAtMs: nowMs };
  }

  /**
   * Takes in where the follower says it stands. Words from before its last start are ignored; of one start the furthest
   * counts, for they may arrive in any order.
   *
   * @returns whether the follower has got further, or is known again.
   */
  hear(heard: ReplicationPosition, nowMs: number): boolean {
    const known = this.#position;
    if (known !== undefined && heard.incarnation < known.incarnation) return false;
    const sameStart = known?.incarnation === heard.incarnation && !known.diverged;
    const received = sameStart ? larger(known.receivedSeqno, heard.receivedSeqno) : heard.receivedSeqno;
    const applied = sameStart ? larger(known.appliedSeqno, heard.appliedSeqno) : heard.appliedSeqno;
    const progress = !sameStart || received > known.receivedSeqno;
    this.#position = { ...heard, receivedSeqno: received, appliedSeqno: applied };
    if (!sameStart || !this.#standing) this.#restart(received);
    this.#standing = true;
    this.#underWay = this.#underWay.filter((seqno) => seqno > received);
    if (this.#sentSeqno < received) this.#sentSeqno = received;
    if (progress) {
      this.#window = Math.min(this.#window * 2, WIDEST_WINDOW);
      this.#learnTimeout(received, nowMs);
      this.#deadlineMs = nowMs + this.#timeoutMs;
    }
    return progress;
  }

  /** Gives up what is under way when nothing has been heard of it for too long. @returns whether it did. */
  expire(nowMs: number): boolean {
    if (this.idle || nowMs < this.#deadlineMs) return false;
    this.#standing = false;
    this.#underWay = [];
    this.#window = 1;
    this.#timeoutMs = Math.min(this.#timeoutMs * 2, LONGEST_TIMEOUT_MS);
    return true;
  }

  #learnTimeout(receivedSeqno: bigint, nowMs: number): void {
    if (this.#timed === undefined || receivedSeqno < this.#timed.seqno) return;
    const roundTripMs = nowMs - this.#timed.sentAtMs;
    this.#timeoutMs = Math.min(Math.max(2 * roundTripMs, SHORTEST_TIMEOUT_MS), LONGEST_TIMEOUT_MS);
    this.#timed = undefined;
  }

  #restart(receivedSeqno: bigint): void {
    this.#sentSeqno = receivedSeqno;
    this.#underWay = [];
  }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
