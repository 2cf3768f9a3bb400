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
    if (report.leaderSeqno === undefined)
      return this.#byThroughputMs(report, report.lagSeqnos, this.#levelAtMs) / 1000;
    return this.#byHistoryMs(report, report.lagSeqnos, report.leaderSeqno, history) / 1000;
  }

  #byThroughputMs({ sentMs, throughputEps }: FollowerReport, lagSeqnos: bigint, levelAtMs: number): number {
    const sinceLevelMs = sentMs - levelAtMs;
    return throughputEps > 0
      ? Math.min((Number(lagSeqnos) / throughputEps) * 1000, sinceLevelMs)
      : sinceLevelMs;
  }

  #byHistoryMs(report: FollowerReport, lagSeqnos: bigint, head: bigint, history: HeadHistory): number {
    const position = saturatingSub(head, lagSeqnos);
    // The oldest event that is missing is the one after the position.
    const writtenAtMs =
      history.writtenAtMs(position + 1n) ?? this.#beforeHistoryMs(report, lagSeqnos, history);
    if (this.#position === undefined || position < this.#position) {
      this.#pendingSinceMs = writtenAtMs;
    } else if (position > this.#position) {
      this.#pendingSinceMs = Math.max(this.#pendingSinceMs, writtenAtMs);
    }
    // Else the same event is still missing. The first estimate stays: the history only grows coarser with age.
    this.#position = position;
    return Math.max(0, report.sentMs - this.#pendingSinceMs);
  }

  /** Written before the history begins: at least as old as the history is long, and as old as the throughput suggests. */
  #beforeHistoryMs(report: FollowerReport, lagSeqnos: bigint, history: HeadHistory): number {
    const byThroughputMs = this.#byThroughputMs(report, lagSeqnos, this.#levelAtMs ?? report.sentMs);
    return Math.min(history.sinceMs ?? report.sentMs, report.sentMs - byThroughputMs);
  }
}
