import type { HeartbeatDraft } from "./heartbeat-draft";
import type { RegionId } from "./ids";
import { resized } from "./resized";
import { RowBlocks } from "./row-blocks";
import { U64Array } from "./u64-words";

const INITIAL_ROWS = 16;

/** What else is kept for each row. */
export interface RowState {
  resize(rowCapacity: number): void;
  /** Another follower, of which nothing is known, is in the row. */
  begin(row: number): void;
  /** The same follower goes on in another row. */
  move(from: number, to: number): void;
}

/**
 * What the last heartbeat of each replica said of its followers, a row for each, and their lag in seconds. The rows of a slot
 * are `counts[slot]` consecutive ones from `starts[slot]` on, by follower id.
 */
export class FollowerRows {
  /** By slot. */
  starts: Uint32Array<ArrayBuffer>;
  counts: Uint32Array<ArrayBuffer>;
  /** By slot: the largest lag in seconds of its followers, 0 without any. */
  worstLagSeconds: Float64Array<ArrayBuffer>;

  /** By row. */
  followerIds = new Uint16Array(INITIAL_ROWS);
  hasLag = new Uint8Array(INITIAL_ROWS);
  /** Sequence numbers; where `hasLag` is 1. */
  lags = new U64Array(INITIAL_ROWS);
  hasLagNs = new Uint8Array(INITIAL_ROWS);
  /** As reported; where `hasLagNs` is 1. */
  lagsNs = new U64Array(INITIAL_ROWS);
  /** Age of the oldest event that the follower has not applied. */
  lagSeconds = new Float64Array(INITIAL_ROWS);

  readonly #blocks = new RowBlocks();
  #regionLimit = 0;

  constructor(capacity: number) {
    this.starts = new Uint32Array(capacity);
    this.counts = new Uint32Array(capacity);
    this.worstLagSeconds = new Float64Array(capacity);
  }

  /** Upper bound of the ids of all followers ever seen. */
  get regionLimit(): RegionId {
    return this.#regionLimit;
  }

  /** The row after the last one of a slot. */
  endOf(slot: number): number {
    return this.starts[slot]! + this.counts[slot]!;
  }

  resize(capacity: number): void {
    this.starts = resized(this.starts, capacity);
    this.counts = resized(this.counts, capacity);
    this.worstLagSeconds = resized(this.worstLagSeconds, capacity);
  }

  /** The followers of the first `slotCount` slots as they are now, to be read, not to be changed. */
  copy(slotCount: number): FollowerRows {
    const copy = new FollowerRows(0);
    const { rowCount } = this.#blocks;
    copy.starts = resized(this.starts, slotCount);
    copy.counts = resized(this.counts, slotCount);
    copy.followerIds = resized(this.followerIds, rowCount);
    copy.hasLag = resized(this.hasLag, rowCount);
    copy.lags = this.lags.resized(rowCount);
    copy.hasLagNs = resized(this.hasLagNs, rowCount);
    copy.lagsNs = this.lagsNs.resized(rowCount);
    copy.lagSeconds = resized(this.lagSeconds, rowCount);
    return copy;
  }

  /** Gives the rows of a slot back. */
  forget(slot: number): void {
    this.#blocks.release(this.starts[slot]!, this.counts[slot]!);
    this.counts[slot] = 0;
    this.worstLagSeconds[slot] = 0;
  }

  /**
   * Makes the rows of a slot those of the followers that a heartbeat names, and takes over what it says of them. Lags in
   * seconds are up to the caller.
   *
   * @param state - is kept for followers that stay.
   */
  take(slot: number, heartbeat: HeartbeatDraft, state: RowState): void {
    if (!this.#names(slot, heartbeat)) this.#realign(slot, heartbeat, state);
    const start = this.starts[slot]!;
    for (let place = 0; place < heartbeat.followerCount; place += 1) {
      const row = start + place;
      this.hasLag[row] = heartbeat.followerHasLag[place]!;
      this.lags.copy(row, heartbeat.followerLags, place);
      this.hasLagNs[row] = heartbeat.followerHasLagNs[place]!;
      this.lagsNs.copy(row, heartbeat.followerLagsNs, place);
    }
  }

  /** Whether a slot's rows are already those of the followers that a heartbeat names, as nearly always. */
  #names(slot: number, { followerCount, followerIds }: HeartbeatDraft): boolean {
    if (this.counts[slot] !== followerCount) return false;
    const start = this.starts[slot]!;
    for (let place = 0; place < followerCount; place += 1) {
      if (this.followerIds[start + place] !== followerIds[place]) return false;
    }
    return true;
  }

  #realign(slot: number, { followerCount, followerIds }: HeartbeatDraft, state: RowState): void {
    const oldStart = this.starts[slot]!;
    const oldCount = this.counts[slot]!;
    const start = this.#blocks.take(followerCount);
    this.#makeRoom(state);
    let old = 0;
    for (let place = 0; place < followerCount; place += 1) {
      const followerId = followerIds[place]!;
      while (old < oldCount && this.followerIds[oldStart + old]! < followerId) old += 1;
      const stays = old < oldCount && this.followerIds[oldStart + old] === followerId;
      if (stays) state.move(oldStart + old, start + place);
      else state.begin(start + place);
      this.followerIds[start + place] = followerId;
      this.#regionLimit = Math.max(this.#regionLimit, followerId + 1);
    }
    this.#blocks.release(oldStart, oldCount);
    this.starts[slot] = start;
    this.counts[slot] = followerCount;
  }

  #makeRoom(state: RowState): void {
    let capacity = this.followerIds.length;
    if (this.#blocks.rowCount <= capacity) return;
    while (capacity < this.#blocks.rowCount) capacity *= 2;
    this.followerIds = resized(this.followerIds, capacity);
    this.hasLag = resized(this.hasLag, capacity);
    this.lags = this.lags.resized(capacity);
    this.hasLagNs = resized(this.hasLagNs, capacity);
    this.lagsNs = this.lagsNs.resized(capacity);
    this.lagSeconds = resized(this.lagSeconds, capacity);
    state.resize(capacity);
  }
}
