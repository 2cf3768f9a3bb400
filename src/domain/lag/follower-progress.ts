import { LOST_FROM_INTERVALS } from "./head-estimates";
import type { HeadHistory } from "./head-history";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { resized } from "../columns/resized";

/**
 * A moving average (alpha = 0.1) of samples of up to ten seconds shows at least a hundredth of what was written in the newest
 * one. So what is more than a hundred seconds at that throughput, and more than may be on its way unseen, is older than that.
 */
const SECONDS_THAT_MAY_BE_NEW = 100;
const EVENTS_THAT_MAY_BE_NEW = 10;
/** Age of what is missing when a leader as good as idle says nothing better, in milliseconds. */
const MOST_BY_THROUGHPUT_MS = 3_600_000;

/** What is kept of a row lies side by side, because all of it is needed at each heartbeat. Where each float stands: */
/** The position; NaN where none is known. */
const POSITION = 0;
/** When the first event after the position was written, as far as that could be told. */
const PENDING_SINCE_MS = 1;
/** Events that were missing at the last heartbeat that said so; NaN before that. */
const DISTANCE = 2;
const FLOATS = 3;

/**
 * Turns a follower's distance in sequence numbers into a lag in seconds: the age, as of the heartbeat, of the oldest event
 * that the follower has not applied. It is the time that the replica reports; else what the history of the leader's head
 * says of it, be the head reported or estimated.
 *
 * One row for each follower of each replica.
 */
export class FollowerProgress {
  /** By row. */
  #floats = new Float64Array(0);
  /** Whether what was missing then may well have been written early in the interval before. */
  #wasLate = new Uint8Array(0);

  resize(rowCapacity: number): void {
    this.#floats = resized(this.#floats, FLOATS * rowCapacity);
    this.#wasLate = resized(this.#wasLate, rowCapacity);
  }

  /** A follower of which nothing is known is in the row. */
  begin(row: number): void {
    this.losePosition(row);
    this.#floats[FLOATS * row + DISTANCE] = NaN;
    this.#wasLate[row] = 0;
  }

  /** The follower's position was counted in a history that is over. */
  losePosition(row: number): void {
    this.#floats[FLOATS * row + POSITION] = NaN;
  }

  /** What is known of a follower goes on in another row. */
  move(from: number, to: number): void {
    this.#floats.copyWithin(FLOATS * to, FLOATS * from, FLOATS * (from + 1));
    this.#wasLate[to] = this.#wasLate[from]!;
  }

  /** By how many events a follower's distance grew since the last heartbeat; the head moved by no less. 0 when it fell. */
  grownBy(row: number, distance: number): number {
    const before = this.#floats[FLOATS * row + DISTANCE]!;
    return distance > before ? distance - before : 0;
  }

  /**
   * @param history - of the head of the leader's log, this heartbeat with it.
   * @param place - the follower's in the heartbeat.
   * @param sentMs - on our monotonic clock: when the heartbeat was sent.
   * @returns seconds, 0 or more.
   */
  lagSeconds(
    row: number,
    history: HeadHistory,
    heartbeat: HeartbeatDraft,
    place: number,
    sentMs: number,
  ): number {
    const hasLag = heartbeat.followerHasLag[place] === 1;
    const lag = hasLag ? heartbeat.followerLags.float(place) : NaN;
    if (hasLag) this.#floats[FLOATS * row + DISTANCE] = lag;
    if (lag === 0) {
      this.losePosition(row);
      this.#wasLate[row] = 0;
      return 0;
    }
    if (heartbeat.followerHasLagNs[place] === 1) return heartbeat.followerLagsNs.seconds(place);
    if (!hasLag) return 0;
    const position = positionOf(history, lag);
    // The oldest event that is missing is the one after the position. If it was written before the history begins, it is at
    // least as old as the history is long, and as old as the throughput proves.
    const writtenAtMs =
      this.#writtenInHistoryMs(row, history, position + 1, sentMs) ??
      Math.min(history.sinceMs, sentMs - ageByThroughputMs(heartbeat, history.head - position));
    return Math.max(0, sentMs - this.#pendingSince(row, position, writtenAtMs)) / 1000;
  }

  /**
   * When the event after the position was written, as the history has it. Of what was written since the heartbeat before,
   * nobody knows when: a batch just now looks like a steady flow of which the follower got nothing. So it is not taken for
   * older than half that time or, when it looks late for the second time in a row, three quarters.
   */
  #writtenInHistoryMs(row: number, history: HeadHistory, event: number, sentMs: number): number | undefined {
    const writtenAtMs = history.writtenAtMs(event);
    const beforeMs = history.beforeLastMs;
    const wasLate = this.#wasLate[row] === 1;
    this.#wasLate[row] = 0;
    if (writtenAtMs === undefined || beforeMs === undefined || writtenAtMs <= beforeMs) return writtenAtMs;
    const elapsedMs = withoutLost(history, sentMs - beforeMs);
    this.#wasLate[row] = sentMs - writtenAtMs > elapsedMs / 2 ? 1 : 0;
    return Math.max(writtenAtMs, sentMs - elapsedMs * (wasLate ? 3 / 4 : 1 / 2));
  }

  /** When the first event after the position was written, by the present estimate and the ones before it. */
  #pendingSince(row: number, position: number, writtenAtMs: number): number {
    const floats = this.#floats;
    const at = FLOATS * row;
    const before = floats[at + POSITION]!;
    // Where the same event is still missing, the first estimate stays: the history only grows coarser with age.
    if (position === before) return floats[at + PENDING_SINCE_MS]!;
    const sinceMs = position > before ? Math.max(floats[at + PENDING_SINCE_MS]!, writtenAtMs) : writtenAtMs;
    floats[at + POSITION] = position;
    floats[at + PENDING_SINCE_MS] = sinceMs;
    return sinceMs;
  }
}

/** Where a follower is that lacks so much: behind 0 nothing was ever written. */
function positionOf(history: HeadHistory, lag: number): number {
  const position = history.head - lag;
  return position < 0 ? Math.max(position, history.zero) : position;
}

/** Where heartbeats were lost in between, twice the time says no more of what is new in it. */
function withoutLost({ intervalBeforeMs }: HeadHistory, elapsedMs: number): number {
  const isLost = intervalBeforeMs !== undefined && elapsedMs > LOST_FROM_INTERVALS * intervalBeforeMs;
  return isLost ? intervalBeforeMs : elapsedMs;
}

/** How old the oldest missing event surely is by the throughput; 0 where that proves nothing. */
function ageByThroughputMs({ signalThroughputEps }: HeartbeatDraft, distance: number): number {
  const mayBeNew = SECONDS_THAT_MAY_BE_NEW * signalThroughputEps + EVENTS_THAT_MAY_BE_NEW;
  // An average of 0 was never taken: the sender has only just started.
  if (signalThroughputEps === 0 || distance <= mayBeNew) return 0;
  return Math.min((distance / signalThroughputEps) * 1000, MOST_BY_THROUGHPUT_MS);
}
