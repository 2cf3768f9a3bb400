import { nsToSeconds } from "./clock";
import type { HeadHistory } from "./head-history";
import { saturatingSub } from "./ids";

/** What one heartbeat says about one follower. */
export interface FollowerReport {
  /** Milliseconds on our monotonic clock: when the heartbeat was sent. */
  readonly sentMs: number;
  /** u64; undefined when only a time was reported. */
  readonly lagSeqnos: bigint | undefined;
  /** u64; undefined when the replica does not measure it. */
  readonly lagNs: bigint | undefined;
  /** u64; undefined when the replica does not say where the head of its WAL is. */
  readonly leaderSeqno: bigint | undefined;
  /** Events per second. */
  readonly throughputEps: number;
}

/**
 * Turns a follower's distance in sequence numbers into a lag in seconds: the age, as of the heartbeat, of the oldest event
 * that the follower has not applied. The first rule that applies decides: the time that the replica reports; the history of
 * the leader's head; the distance divided by the throughput, held to the time since the follower was last seen level.
 */
export class FollowerProgress {
  /** When the follower was last seen with nothing left to apply, or first seen. */
  #levelAtMs: number | undefined;
  #position: bigint | undefined;
  /** When the first event after `#position` was written, as far as that could be told. */
  #pendingSinceMs = 0;

  /** @returns seconds, 0 or more. */
  lagSeconds(report: FollowerReport, history: HeadHistory): number {
    this.#levelAtMs ??= report.sentMs;
    if (report.lagSeqnos === 0n) {
      this.#levelAtMs = report.sentMs;
      this.#position = undefined;
      return 0;
    }
    if (report.lagNs !== undefined) return nsToSeconds(report.lagNs);
    if (report.lagSeqnos === undefined) return 0;
    const byThroughputMs = lagByThroughputMs(report, report.lagSeqnos, report.sentMs - this.#levelAtMs);
    if (report.leaderSeqno === undefined) return byThroughputMs / 1000;
    const position = saturatingSub(report.leaderSeqno, report.lagSeqnos);
    // The oldest event that is missing is the one after the position. If it was written before the history begins, it is at
    // least as old as the history is long, and as old as the throughput suggests.
    const writtenAtMs =
      history.writtenAtMs(position + 1n) ??
      Math.min(history.sinceMs ?? report.sentMs, report.sentMs - byThroughputMs);
    return Math.max(0, report.sentMs - this.#pendingSince(position, writtenAtMs)) / 1000;
  }

  /** When the first event after `position` was written, by the present estimate and the ones before it. */
  #pendingSince(position: bigint, writtenAtMs: number): number {
    if (this.#position === undefined || position < this.#position) {
      this.#pendingSinceMs = writtenAtMs;
    } else if (position > this.#position) {
      this.#pendingSinceMs = Math.max(this.#pendingSinceMs, writtenAtMs);
    }
    // Else the same event is still missing. The first estimate stays: the history only grows coarser with age.
    this.#position = position;
    return this.#pendingSinceMs;
  }
}

function lagByThroughputMs(
  { throughputEps }: FollowerReport,
  lagSeqnos: bigint,
  sinceLevelMs: number,
): number {
  if (throughputEps === 0) return sinceLevelMs;
  return Math.min((Number(lagSeqnos) / throughputEps) * 1000, sinceLevelMs);
}
