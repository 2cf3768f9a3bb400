import { PairIndex } from "./pair-index";
import { resized } from "../../columns/resized";
import type { RegionId } from "../../terms/ids";

/** What is led in one region and followed in another. */
export interface RegionPair {
  readonly leaderId: RegionId;
  readonly followerId: RegionId;
  /** Followers of single shards that say anything: behind, or level with a leader that has something to ship. */
  readonly total: number;
  /** Of those, the ones that are behind. */
  readonly behind: number;
  /** Lived milliseconds: when the first of them fell behind. */
  readonly sinceMs: number;
}

const INITIAL_CAPACITY = 32;

/** Pairs of regions in the making: in columns by the pair's number, because there is a follower to be added for each of very many shards. */
export class PairSums {
  /** As in {@link RegionPair}. */
  totals = new Uint32Array(INITIAL_CAPACITY);
  behind = new Uint32Array(INITIAL_CAPACITY);
  sincesMs = new Float64Array(INITIAL_CAPACITY);
  readonly #index: PairIndex;
  readonly #leaderIds: RegionId[] = [];
  readonly #followerIds: RegionId[] = [];

  /** @param regionLimit - more than any region's id. */
  constructor(regionLimit: number) {
    this.#index = new PairIndex(regionLimit);
  }

  /** The pair's number, below 0 when it has none. */
  find(leaderId: RegionId, followerId: RegionId): number {
    return this.#index.get(leaderId, followerId);
  }

  /** Gives a pair that has none a number. May replace the columns. */
  begin(leaderId: RegionId, followerId: RegionId): number {
    const pair = this.#leaderIds.length;
    if (pair === this.totals.length) {
      this.totals = resized(this.totals, 2 * pair);
      this.behind = resized(this.behind, 2 * pair);
      this.sincesMs = resized(this.sincesMs, 2 * pair);
    }
    this.#index.set(leaderId, followerId, pair);
    this.#leaderIds.push(leaderId);
    this.#followerIds.push(followerId);
    this.sincesMs[pair] = Infinity;
    return pair;
  }

  /**
   * The pairs by their numbers.
   *
   * @param sinceMsOf - finds out when the first of a pair fell behind, which is asked of few.
   */
  listed(sinceMsOf: (pair: number) => number): readonly RegionPair[] {
    return this.#leaderIds.map((leaderId, pair) => ({
      leaderId,
      followerId: this.#followerIds[pair]!,
      total: this.totals[pair]!,
      behind: this.behind[pair]!,
      get sinceMs() {
        return sinceMsOf(pair);
      },
    }));
  }
}
