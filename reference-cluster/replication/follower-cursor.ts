import type { RegionId } from "#exporter/domain/terms/ids";
import type { ReplicationPosition } from "./transport";

/** Segments that may be under way to one follower at once, at most. */
const WIDEST_WINDOW = 32;
const SHORTEST_TIMEOUT_MS = 1_000;
const LONGEST_TIMEOUT_MS = 15_000;

/** What a leader knows about one follower, and what is under way to it. */
export class FollowerCursor {
  readonly regionId: RegionId;
  #position: ReplicationPosition | undefined;
  #standing = false;
  #sentSeqno = 0n;
  #underWay: bigint[] = [];
  /** Where it was gone back to last because of a gap: what was sent before that makes more gaps, which say nothing new. */
  #gapSeqno: bigint | undefined;
  #window = 1;
  #timeoutMs = SHORTEST_TIMEOUT_MS;
  #deadlineMs = Infinity;

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
    this.#learnTimeout(heard.answersSentAtMs, nowMs);
    if (heard.gap && received !== this.#gapSeqno && !this.idle) {
      this.#gapSeqno = received;
      this.#restart(received);
      this.#window = Math.max(2, this.#window >> 1);
    }
    if (progress) {
      this.#window = Math.min(this.#window * 2, WIDEST_WINDOW);
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

  #learnTimeout(sentAtMs: number | undefined, nowMs: number): void {
    if (sentAtMs === undefined) return;
    this.#timeoutMs = Math.min(Math.max(2 * (nowMs - sentAtMs), SHORTEST_TIMEOUT_MS), LONGEST_TIMEOUT_MS);
  }

  #restart(receivedSeqno: bigint): void {
    this.#sentSeqno = receivedSeqno;
    this.#underWay = [];
  }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
