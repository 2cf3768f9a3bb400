import { FollowerProgress } from "./follower-progress";
import { FollowerRows } from "../columns/follower-rows";
import { HeadEstimates } from "./head-estimates";
import { HeadHistories } from "./head-histories";
import { FIELD, U64_FIELD } from "../columns/heartbeat-layout";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { HeartbeatTimeline } from "./heartbeat-timeline";
import type { RegionId } from "../terms/ids";
import type { RegionUses } from "../columns/region-uses";
import { U64Array } from "../columns/u64-words";

/** The lag of all followers of each replica, from heartbeat to heartbeat. */
export class ReplicationLag {
  readonly followers: FollowerRows;
  readonly #timeline: HeartbeatTimeline;
  readonly #histories: HeadHistories;
  readonly #estimates: HeadEstimates;
  /** A number in the making. */
  readonly #nextEvent = new U64Array(1);
  readonly #progress: FollowerProgress;

  /** @param regions - are told which followers come and go. */
  constructor(capacity: number, regions?: RegionUses) {
    this.followers = new FollowerRows(capacity, regions);
    this.#timeline = new HeartbeatTimeline(capacity);
    this.#histories = new HeadHistories(capacity);
    this.#estimates = new HeadEstimates(capacity);
    this.#progress = new FollowerProgress(this.#histories);
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
    const start = followers.starts[slot]!;
    const saysHead = heartbeat.says(FIELD.leaderSeqno);
    if (saysHead) this.#noteHead(slot, heartbeat, sentMs);
    else if (heartbeat.followerCount > 0) this.#estimateHead(slot, heartbeat, sentMs);
    const [heads, at] = saysHead ? [u64s, U64_FIELD.leaderSeqno] : [this.#estimates.heads, slot];
    let worstSeconds = 0;
    for (let place = 0; place < heartbeat.followerCount; place += 1) {
      const lagSeconds = this.#progress.lagSeconds(start + place, slot, heartbeat, place, sentMs, heads, at);
      followers.lagSeconds[start + place] = lagSeconds;
      if (lagSeconds > worstSeconds) worstSeconds = lagSeconds;
    }
    followers.worstLagSeconds[slot] = worstSeconds;
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
    if (!this.#isFurther(slot, row, positions, i)) return;
    const secondsByItself = this.#secondsBehind(slot, positions, i, saidMs);
    const { followers } = this;
    if (secondsByItself === undefined || secondsByItself >= followers.lagSeconds[row]!) return;
    followers.lagSeconds[row] = secondsByItself;
    let worstSeconds = 0;
    for (let other = followers.starts[slot]!; other < followers.endOf(slot); other += 1) {
      worstSeconds = Math.max(worstSeconds, followers.lagSeconds[other]!);
    }
    followers.worstLagSeconds[slot] = worstSeconds;
  }

  /** Whether a follower has applied more than its leader knows. The leader's word is the later one: it goes first where both agree. */
  #isFurther(slot: number, row: number, positions: U64Array, i: number): boolean {
    const { hasLag, lags } = this.followers;
    const pastHead = this.#histories.compareToHead(slot, positions, i);
    return pastHead !== undefined && (hasLag[row] === 0 || -pastHead < lags.float(row));
  }

  /** How old the event after a position was at a moment; 0 when it was not written yet, undefined when nobody knows. */
  #secondsBehind(slot: number, positions: U64Array, i: number, atMs: number): number | undefined {
    const next = this.#nextEvent;
    next.setSuccessor(0, positions, i);
    const order = this.#histories.compareToHead(slot, next, 0);
    // One past the head: nothing is missing. Further: that is the position in another history.
    if (order === undefined || order > 1) return undefined;
    if (order === 1) return 0;
    const writtenAtMs = this.#histories.writtenAtMs(slot, next, 0);
    return writtenAtMs === undefined ? undefined : Math.max(0, atMs - writtenAtMs) / 1000;
  }

  #noteHead(slot: number, heartbeat: HeartbeatDraft, sentMs: number): void {
    // What was estimated until now counts from elsewhere.
    if (this.#estimates.has(slot)) {
      this.#histories.forget(slot);
      this.#estimates.forget(slot);
    }
    this.#histories.record(slot, sentMs, heartbeat.u64s, U64_FIELD.leaderSeqno);
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
    this.#estimates.advance(slot, heartbeat, sentMs, grownBy, furthest);
    this.#histories.record(slot, sentMs, this.#estimates.heads, slot);
  }
}
