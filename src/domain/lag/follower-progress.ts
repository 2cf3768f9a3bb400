import { LOST_FROM_INTERVALS } from "./head-estimates";
import type { HeadHistories } from "./head-histories";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";

/** Numbers in the making; where each stands. */
const POSITION = 0;
const NEXT = 1;

/**
 * A moving average (alpha = 0.1) of samples of up to ten seconds shows at least a hundredth of what was written in the newest
 * one. So what is more than a hundred seconds at that throughput, and more than may be on its way unseen, is older than that.
 */
const SECONDS_THAT_MAY_BE_NEW = 100;
const EVENTS_THAT_MAY_BE_NEW = 10;
/** Age of what is missing when a leader as good as idle says nothing better, in milliseconds. */
const MOST_BY_THROUGHPUT_MS = 3_600_000;

/**
 * Turns a follower's distance in sequence numbers into a lag in seconds: the age, as of the heartbeat, of the oldest event
 * that the follower has not applied. It is the time that the replica reports; else what the history of the leader's head
 * says of it, be the head reported or estimated.
 *
 * One row for each follower of each replica.
 */
export class FollowerProgress {
  readonly #histories: HeadHistories;
  #positions = new U64Array(0);
  #hasPosition = new Uint8Array(0);
  /** When the first event after the position was written, as far as that could be told. */
  #pendingSinceMs = new Float64Array(0);
  /** Events that were missing at the last heartbeat that said so; NaN before that. */
  #distances = new Float64Array(0);
  /** Whether what was missing then may well have been written early in the interval before. */
  #wasLate = new Uint8Array(0);
  readonly #scratch = new U64Array(2);

  /** @param histories - of the leaders' heads, by slot. */
  constructor(histories: HeadHistories) {
    this.#histories = histories;
  }

  resize(rowCapacity: number): void {
    this.#positions = this.#positions.resized(rowCapacity);
    this.#hasPosition = resized(this.#hasPosition, rowCapacity);
    this.#pendingSinceMs = resized(this.#pendingSinceMs, rowCapacity);
    this.#distances = resized(this.#distances, rowCapacity);
    this.#wasLate = resized(this.#wasLate, rowCapacity);
  }

  /** A follower of which nothing is known is in the row. */
  begin(row: number): void {
    this.#hasPosition[row] = 0;
    this.#distances[row] = NaN;
    this.#wasLate[row] = 0;
  }

  /** What is known of a follower goes on in another row. */
  move(from: number, to: number): void {
    this.#positions.copy(to, this.#positions, from);
    this.#hasPosition[to] = this.#hasPosition[from]!;
    this.#pendingSinceMs[to] = this.#pendingSinceMs[from]!;
    this.#distances[to] = this.#distances[from]!;
    this.#wasLate[to] = this.#wasLate[from]!;
  }

  /** By how many events a follower's distance grew since the last heartbeat; the head moved by no less. 0 when it fell. */
  grownBy(row: number, distance: number): number {
    const before = this.#distances[row]!;
    return distance > before ? distance - before : 0;
  }

  /**
   * @param slot - the replica's, whose heads up to this heartbeat are in the history.
   * @param place - the follower's in the heartbeat.
   * @param sentMs - on our monotonic clock: when the heartbeat was sent.
   * @param heads - number `head` is the last head in the history.
   * @returns seconds, 0 or more.
   */
  lagSeconds(
    row: number,
    slot: number,
    heartbeat: HeartbeatDraft,
    place: number,
    sentMs: number,
    heads: U64Array,
    head: number,
  ): number {
    const hasLag = heartbeat.followerHasLag[place] === 1;
    if (hasLag) this.#distances[row] = heartbeat.followerLags.float(place);
    if (hasLag && heartbeat.followerLags.isZero(place)) {
      this.#hasPosition[row] = 0;
      this.#wasLate[row] = 0;
      return 0;
    }
    if (heartbeat.followerHasLagNs[place] === 1) return heartbeat.followerLagsNs.seconds(place);
    if (!hasLag) return 0;
    const position = this.#scratch;
    position.setDifference(POSITION, heads, head, heartbeat.followerLags, place);
    position.setSuccessor(NEXT, position, POSITION);
    // The oldest event that is missing is the one after the position. If it was written before the history begins, it is at
    // least as old as the history is long, and as old as the throughput proves.
    const writtenAtMs =
      this.#writtenInHistoryMs(row, slot, sentMs) ??
      Math.min(
        this.#histories.sinceMs(slot) ?? sentMs,
        sentMs - ageByThroughputMs(heartbeat, heads.difference(head, position, POSITION)),
      );
    return Math.max(0, sentMs - this.#pendingSince(row, writtenAtMs)) / 1000;
  }

  /**
   * When the event after the position was written, as the history has it. Of what was written since the heartbeat before,
   * nobody knows when: a batch just now looks like a steady flow of which the follower got nothing. So it is not taken for
   * older than half that time or, when it looks late for the second time in a row, three quarters.
   */
  #writtenInHistoryMs(row: number, slot: number, sentMs: number): number | undefined {
    const writtenAtMs = this.#histories.writtenAtMs(slot, this.#scratch, NEXT);
    const beforeMs = this.#histories.beforeLastMs(slot);
    const wasLate = this.#wasLate[row] === 1;
    this.#wasLate[row] = 0;
    if (writtenAtMs === undefined || beforeMs === undefined || writtenAtMs <= beforeMs) return writtenAtMs;
    const elapsedMs = this.#withoutLost(slot, sentMs - beforeMs);
    this.#wasLate[row] = sentMs - writtenAtMs > elapsedMs / 2 ? 1 : 0;
    return Math.max(writtenAtMs, sentMs - elapsedMs * (wasLate ? 3 / 4 : 1 / 2));
  }

  /** Where heartbeats were lost in between, twice the time says no more of what is new in it. */
  #withoutLost(slot: number, elapsedMs: number): number {
    const intervalMs = this.#histories.intervalBeforeMs(slot);
    return intervalMs !== undefined && elapsedMs > LOST_FROM_INTERVALS * intervalMs ? intervalMs : elapsedMs;
  }

  /** When the first event after the position was written, by the present estimate and the ones before it. */
  #pendingSince(row: number, writtenAtMs: number): number {
    const order = this.#scratch.compare(POSITION, this.#positions, row);
    if (this.#hasPosition[row] === 0 || order < 0) {
      this.#pendingSinceMs[row] = writtenAtMs;
    } else if (order > 0) {
      this.#pendingSinceMs[row] = Math.max(this.#pendingSinceMs[row]!, writtenAtMs);
    }
    // Else the same event is still missing. The first estimate stays: the history only grows coarser with age.
    this.#positions.copy(row, this.#scratch, POSITION);
    this.#hasPosition[row] = 1;
    return this.#pendingSinceMs[row]!;
  }
}

/** How old the oldest missing event surely is by the throughput; 0 where that proves nothing. */
function ageByThroughputMs({ signalThroughputEps }: HeartbeatDraft, distance: number): number {
  const mayBeNew = SECONDS_THAT_MAY_BE_NEW * signalThroughputEps + EVENTS_THAT_MAY_BE_NEW;
  // An average of 0 was never taken: the sender has only just started.
  if (signalThroughputEps === 0 || distance <= mayBeNew) return 0;
  return Math.min((distance / signalThroughputEps) * 1000, MOST_BY_THROUGHPUT_MS);
}
