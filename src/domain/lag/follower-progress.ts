import type { HeadHistories } from "./head-histories";
import { FIELD, U64_FIELD } from "../columns/heartbeat-layout";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";

/** Numbers in the making; where each stands. */
const POSITION = 0;
const NEXT = 1;

const { leaderSeqno: HEAD } = U64_FIELD;

/**
 * Turns a follower's distance in sequence numbers into a lag in seconds: the age, as of the heartbeat, of the oldest event
 * that the follower has not applied. The first rule that applies decides: the time that the replica reports; the history of
 * the leader's head; the distance divided by the throughput, held to the time since the follower was last seen level.
 *
 * One row for each follower of each replica.
 */
export class FollowerProgress {
  readonly #histories: HeadHistories;
  /** When the follower was last seen with nothing left to apply, or first seen; NaN before that. */
  #levelAtMs = new Float64Array(0);
  #positions = new U64Array(0);
  #hasPosition = new Uint8Array(0);
  /** When the first event after the position was written, as far as that could be told. */
  #pendingSinceMs = new Float64Array(0);
  readonly #scratch = new U64Array(2);

  /** @param histories - of the leaders' heads, by slot. */
  constructor(histories: HeadHistories) {
    this.#histories = histories;
  }

  resize(rowCapacity: number): void {
    this.#levelAtMs = resized(this.#levelAtMs, rowCapacity);
    this.#positions = this.#positions.resized(rowCapacity);
    this.#hasPosition = resized(this.#hasPosition, rowCapacity);
    this.#pendingSinceMs = resized(this.#pendingSinceMs, rowCapacity);
  }

  /** A follower of which nothing is known is in the row. */
  begin(row: number): void {
    this.#levelAtMs[row] = NaN;
    this.#hasPosition[row] = 0;
  }

  /** What is known of a follower goes on in another row. */
  move(from: number, to: number): void {
    this.#levelAtMs[to] = this.#levelAtMs[from]!;
    this.#positions.copy(to, this.#positions, from);
    this.#hasPosition[to] = this.#hasPosition[from]!;
    this.#pendingSinceMs[to] = this.#pendingSinceMs[from]!;
  }

  /**
   * @param slot - the replica's, whose heads up to this heartbeat are in the history.
   * @param place - the follower's in the heartbeat.
   * @param sentMs - on our monotonic clock: when the heartbeat was sent.
   * @returns seconds, 0 or more.
   */
  lagSeconds(row: number, slot: number, heartbeat: HeartbeatDraft, place: number, sentMs: number): number {
    if (Number.isNaN(this.#levelAtMs[row])) this.#levelAtMs[row] = sentMs;
    const hasLag = heartbeat.followerHasLag[place] === 1;
    if (hasLag && heartbeat.followerLags.isZero(place)) {
      this.#levelAtMs[row] = sentMs;
      this.#hasPosition[row] = 0;
      return 0;
    }
    if (heartbeat.followerHasLagNs[place] === 1) return heartbeat.followerLagsNs.seconds(place);
    if (!hasLag) return 0;
    const sinceLevelMs = sentMs - this.#levelAtMs[row]!;
    const byThroughputMs = lagByThroughputMs(heartbeat, place, sinceLevelMs);
    if (!heartbeat.says(FIELD.leaderSeqno)) return byThroughputMs / 1000;
    const position = this.#scratch;
    position.setDifference(POSITION, heartbeat.u64s, HEAD, heartbeat.followerLags, place);
    position.setSuccessor(NEXT, position, POSITION);
    // The oldest event that is missing is the one after the position. If it was written before the history begins, it is at
    // least as old as the history is long, and as old as the throughput suggests.
    const writtenAtMs =
      this.#histories.writtenAtMs(slot, position, NEXT) ??
      Math.min(this.#histories.sinceMs(slot) ?? sentMs, sentMs - byThroughputMs);
    return Math.max(0, sentMs - this.#pendingSince(row, writtenAtMs)) / 1000;
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

function lagByThroughputMs(heartbeat: HeartbeatDraft, place: number, sinceLevelMs: number): number {
  const { signalThroughputEps } = heartbeat;
  if (signalThroughputEps === 0) return sinceLevelMs;
  return Math.min((heartbeat.followerLags.float(place) / signalThroughputEps) * 1000, sinceLevelMs);
}
