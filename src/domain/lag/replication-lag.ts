import { FollowerProgress } from "./follower-progress";
import { FollowerRows } from "../columns/follower-rows";
import { HeadHistories } from "./head-histories";
import { FIELD, U64_FIELD } from "../columns/heartbeat-layout";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { HeartbeatTimeline } from "./heartbeat-timeline";
import type { RegionId } from "../terms/ids";
import type { RegionUses } from "../columns/region-uses";

/** The lag of all followers of each replica, from heartbeat to heartbeat. */
export class ReplicationLag {
  readonly followers: FollowerRows;
  readonly #timeline: HeartbeatTimeline;
  readonly #histories: HeadHistories;
  readonly #progress: FollowerProgress;

  /** @param regions - are told which followers come and go. */
  constructor(capacity: number, regions?: RegionUses) {
    this.followers = new FollowerRows(capacity, regions);
    this.#timeline = new HeartbeatTimeline(capacity);
    this.#histories = new HeadHistories(capacity);
    this.#progress = new FollowerProgress(this.#histories);
    this.#progress.resize(this.followers.followerIds.length);
  }

  resize(capacity: number): void {
    this.followers.resize(capacity);
    this.#timeline.resize(capacity);
    this.#histories.resize(capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#timeline.begin(slot);
  }

  /** Gives back what a replica that leaves took up. */
  forget(slot: number): void {
    this.followers.forget(slot);
    this.#histories.forget(slot);
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
    if (heartbeat.says(FIELD.leaderSeqno)) this.#histories.record(slot, sentMs, u64s, U64_FIELD.leaderSeqno);
    followers.take(slot, heartbeat, this.#progress);
    const start = followers.starts[slot]!;
    let worstSeconds = 0;
    for (let place = 0; place < heartbeat.followerCount; place += 1) {
      const lagSeconds = this.#progress.lagSeconds(start + place, slot, heartbeat, place, sentMs);
      followers.lagSeconds[start + place] = lagSeconds;
      if (lagSeconds > worstSeconds) worstSeconds = lagSeconds;
    }
    followers.worstLagSeconds[slot] = worstSeconds;
  }
}
