import { FollowerProgress } from "./follower-progress";
import { FollowerRows } from "../columns/follower-rows";
import { HeadEstimates } from "./head-estimates";
import { HeadHistories } from "./head-histories";
import type { HeadHistory } from "./head-history";
import { FIELD, U64_FIELD } from "../columns/heartbeat-layout";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { HeartbeatTimeline } from "./heartbeat-timeline";
import type { RegionId } from "../terms/ids";
import type { RegionUses } from "../columns/region-uses";
import type { U64Array } from "../columns/u64-words";

/** The lag of all followers of each replica, from heartbeat to heartbeat. */
export class ReplicationLag {
  readonly followers: FollowerRows;
  readonly #timeline: HeartbeatTimeline;
  readonly #histories: HeadHistories;
  readonly #estimates: HeadEstimates;
  readonly #progress = new FollowerProgress();

  /** @param regions - are told which followers come and go. */
  constructor(capacity: number, regions?: RegionUses) {
    this.followers = new FollowerRows(capacity, regions);
    this.#timeline = new HeartbeatTimeline(capacity);
    this.#histories = new HeadHistories(capacity);
    this.#estimates = new HeadEstimates(capacity);
    this.#progress.resize(this.followers.followerIds.length);
  }

  resize(capacity: number): void {
    this.followers.resize(capacity);
    this.#timeline.resize(capacity);
    this.#histories.resize(capacity);
    this.#estimates.resize(capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#timeline.begin(slot);
  }

  /** Gives back what a replica that leaves took up. */
  forget(slot: number): void {
    this.followers.forget(slot);
    this.#histories.forget(slot);
    this.#estimates.forget(slot);
  }

  /** Whether a leader, as of its last heartbeat, has written nothing for so long; false when it was never seen to write. */
  isIdle(slot: number, forMs: number): boolean {
    return this.#histories.stoodFor(slot, forMs);
  }

  /** Forgets one follower of a replica. Returns whether there was one. */
  removeFollower(slot: number, followerId: RegionId): boolean {
    return this.followers.removeFollower(slot, followerId, this.#progress);
  }

  /**
   * Takes in an accepted heartbeat: afterwards `followers` has a row for each follower that it names.
   *
   * @param arrivalMs - monotonic, ours.
   */
  update(slot: number, heartbeat: HeartbeatDraft, arrivalMs: number): void {
    const { followers } = this;
    const { u64s } = heartbeat;
    const sentMs = this.#timeline.place(slot, arrivalMs, u64s, U64_FIELD.lastHeartbeatNs);
    followers.take(slot, heartbeat, this.#progress);
    if (heartbeat.says(FIELD.leaderSeqno)) this.#noteHead(slot, heartbeat, sentMs);
    else if (heartbeat.followerCount > 0) this.#estimateHead(slot, heartbeat, sentMs);
    followers.worstLagSeconds[slot] =
      heartbeat.followerCount === 0 ? 0 : this.#measureFollowers(slot, heartbeat, sentMs);
  }

  /** Says of each follower how late it is. Returns the most of all. */
  #measureFollowers(slot: number, heartbeat: HeartbeatDraft, sentMs: number): number {
    const { starts, lagSeconds } = this.followers;
    const start = starts[slot]!;
    const history = this.#histories.at(slot)!;
    let worstSeconds = 0;
    for (let place = 0; place < heartbeat.followerCount; place += 1) {
      const seconds = this.#progress.lagSeconds(start + place, history, heartbeat, place, sentMs);
      lagSeconds[start + place] = seconds;
      if (seconds > worstSeconds) worstSeconds = seconds;
    }
    return worstSeconds;
  }

  /**
   * Takes a follower's own word for where it is, when that is further than the leader knows: acknowledgements were lost on the
   * way, not data.
   *
   * @param row - the follower's among the rows of `slot`, whose leader says its head.
   * @param positions - number `i` is the last event that the follower has applied, by itself.
   * @param saidMs - monotonic, ours: when it said so.
   */
  advanceTo(slot: number, row: number, positions: U64Array, i: number, saidMs: number): void {
    const history = this.#histories.at(slot);
    if (history === undefined) return;
    const position = history.positionOf(positions, i);
    const { followers } = this;
    const { hasLag, lags, lagSeconds } = followers;
    // The leader's word is the later one: it goes first where both agree.
    if (hasLag[row] === 1 && history.head - position >= lags.float(row)) return;
    const secondsByItself = secondsBehind(history, position, saidMs);
    if (secondsByItself === undefined || secondsByItself >= lagSeconds[row]!) return;
    lagSeconds[row] = secondsByItself;
    let worstSeconds = 0;
    for (let other = followers.starts[slot]!; other < followers.endOf(slot); other += 1) {
      worstSeconds = Math.max(worstSeconds, lagSeconds[other]!);
    }
    followers.worstLagSeconds[slot] = worstSeconds;
  }

  #noteHead(slot: number, heartbeat: HeartbeatDraft, sentMs: number): void {
    // What was estimated until now counts from elsewhere.
    if (this.#estimates.has(slot)) {
      this.#histories.forget(slot);
      this.#estimates.forget(slot);
    }
    const begins = this.#histories.record(slot, sentMs, heartbeat.u64s, U64_FIELD.leaderSeqno);
    if (begins) this.#losePositions(slot);
  }

  #estimateHead(slot: number, heartbeat: HeartbeatDraft, sentMs: number): void {
    if (!this.#estimates.has(slot)) this.#histories.forget(slot);
    const start = this.followers.starts[slot]!;
    let grownBy = 0;
    let furthest = 0;
    for (let place = 0; place < heartbeat.followerCount; place += 1) {
      if (heartbeat.followerHasLag[place] === 0) continue;
      const distance = heartbeat.followerLags.float(place);
      furthest = Math.max(furthest, distance);
      grownBy = Math.max(grownBy, this.#progress.grownBy(start + place, distance));
    }
    const head = this.#estimates.advance(slot, heartbeat, sentMs, grownBy, furthest);
    if (this.#histories.recordEstimate(slot, sentMs, head)) this.#losePositions(slot);
  }

  #losePositions(slot: number): void {
    const end = this.followers.endOf(slot);
    for (let row = this.followers.starts[slot]!; row < end; row += 1) this.#progress.losePosition(row);
  }
}

/** How old the event after a position was at a moment; 0 when it was not written yet, undefined when nobody knows. */
function secondsBehind(history: HeadHistory, position: number, atMs: number): number | undefined {
  const missing = history.head - position;
  // Further than the head: that is the position in another history.
  if (missing <= 0) return missing === 0 ? 0 : undefined;
  const writtenAtMs = history.writtenAtMs(position + 1);
  return writtenAtMs === undefined ? undefined : Math.max(0, atMs - writtenAtMs) / 1000;
}
