import type { CopyColumn } from "./column-room";
import type { HeartbeatDraft } from "./heartbeat-draft";
import type { RegionId } from "../terms/ids";
import { RegionUses } from "./region-uses";
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

/** The rows of {@link FollowerRows}, to be read: a copy has all of them, and nothing with which they change. */
export type FollowerColumns = Readonly<
  Pick<
    FollowerRows,
    | "starts"
    | "counts"
    | "worstLagSeconds"
    | "followerIds"
    | "hasLag"
    | "lags"
    | "hasLagNs"
    | "lagsNs"
    | "lagSeconds"
    | "endOf"
    | "regionLimit"
  >
>;

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
  readonly #regions: RegionUses;
  #regionLimit = 0;
  #total = 0;

  /** @param regions - are told which followers come and go. */
  constructor(capacity: number, regions = new RegionUses()) {
    this.#regions = regions;
    this.starts = new Uint32Array(capacity);
    this.counts = new Uint32Array(capacity);
    this.worstLagSeconds = new Float64Array(capacity);
  }

  /** Upper bound of the ids of all followers ever seen. */
  get regionLimit(): RegionId {
    return this.#regionLimit;
  }

  /** Rows of all slots together. */
  get total(): number {
    return this.#total;
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

  /** The followers of the first `slotCount` slots as they are now. */
  copy(slotCount: number, copyOf: CopyColumn): FollowerColumns {
    const { rowCount } = this.#blocks;
    const starts = copyOf(this.starts, slotCount);
    const counts = copyOf(this.counts, slotCount);
    return {
      starts,
      counts,
      worstLagSeconds: copyOf(this.worstLagSeconds, slotCount),
      followerIds: copyOf(this.followerIds, rowCount),
      hasLag: copyOf(this.hasLag, rowCount),
      lags: this.lags.resized(rowCount, copyOf),
      hasLagNs: copyOf(this.hasLagNs, rowCount),
      lagsNs: this.lagsNs.resized(rowCount, copyOf),
      lagSeconds: copyOf(this.lagSeconds, rowCount),
      regionLimit: this.#regionLimit,
      endOf: (slot) => starts[slot]! + counts[slot]!,
    };
  }

  /** Gives the rows of a slot back. */
  forget(slot: number): void {
    const end = this.endOf(slot);
    for (let row = this.starts[slot]!; row < end; row += 1) this.#regions.left(this.followerIds[row]!);
    this.#blocks.release(this.starts[slot]!, this.counts[slot]!);
    this.#total -= this.counts[slot]!;
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
    const { followerIds, followerCount } = heartbeat;
    if (!this.#names(slot, heartbeat)) this.#realign(slot, followerIds, followerCount, state);
    const start = this.starts[slot]!;
    for (let place = 0; place < heartbeat.followerCount; place += 1) {
      const row = start + place;
      this.hasLag[row] = heartbeat.followerHasLag[place]!;
      this.lags.copy(row, heartbeat.followerLags, place);
      this.hasLagNs[row] = heartbeat.followerHasLagNs[place]!;
      this.lagsNs.copy(row, heartbeat.followerLagsNs, place);
    }
  }

  /** Removes the row of one follower of a slot. Returns whether there was one. */
  removeFollower(slot: number, followerId: RegionId, state: RowState): boolean {
    const rows = this.followerIds.slice(this.starts[slot], this.endOf(slot));
    const others = rows.filter((id) => id !== followerId);
    if (others.length === rows.length) return false;
    this.#realign(slot, others, others.length, state);
    let worstSeconds = 0;
    for (let row = this.starts[slot]!; row < this.endOf(slot); row += 1) {
      worstSeconds = Math.max(worstSeconds, this.lagSeconds[row]!);
    }
    this.worstLagSeconds[slot] = worstSeconds;
    return true;
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

  /** Gives a slot rows for these followers, ascending. Goes through the old and the new ones once, side by side. */
  #realign(slot: number, followerIds: Uint16Array, followerCount: number, state: RowState): void {
    const oldStart = this.starts[slot]!;
    const oldCount = this.counts[slot]!;
    const oldEnd = oldStart + oldCount;
    const start = this.#blocks.take(followerCount);
    this.#makeRoom(state);
    let old = oldStart;
    for (let place = 0; place < followerCount; place += 1) {
      const followerId = followerIds[place]!;
      while (old < oldEnd && this.followerIds[old]! < followerId)
        this.#regions.left(this.followerIds[old++]!);
      if (old < oldEnd && this.followerIds[old] === followerId) this.#move(old++, start + place, state);
      else this.#begin(start + place, followerId, state);
    }
    while (old < oldEnd) this.#regions.left(this.followerIds[old++]!);
    this.#blocks.release(oldStart, oldCount);
    this.starts[slot] = start;
    this.counts[slot] = followerCount;
    this.#total += followerCount - oldCount;
  }

  #begin(row: number, followerId: RegionId, state: RowState): void {
    this.followerIds[row] = followerId;
    this.#regionLimit = Math.max(this.#regionLimit, followerId + 1);
    this.#regions.came(followerId);
    state.begin(row);
  }

  #move(from: number, to: number, state: RowState): void {
    this.followerIds[to] = this.followerIds[from]!;
    this.hasLag[to] = this.hasLag[from]!;
    this.lags.copy(to, this.lags, from);
    this.hasLagNs[to] = this.hasLagNs[from]!;
    this.lagsNs.copy(to, this.lagsNs, from);
    this.lagSeconds[to] = this.lagSeconds[from]!;
    state.move(from, to);
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
