import { U64Sums } from "../../columns/u64-sums";
import type { RegionId } from "../../terms/ids";
import { WORDS_OF_SHARDS } from "../terms/shard-set";

/** What is told of a follower: that it is level, that it is behind; 0 is nothing. */
export const LEVEL = 1;
export const BEHIND = 2;
const BITS = 2;
const MASK = 3;

/** So many followers have a place in a key of thirty bits. */
export const MOST_FOLLOWERS = 15;

/** In the place of a slot: nobody is in the group; who fell behind first has to be found anew. */
const NOBODY = -1;
const UNKNOWN = -2;

/** What is told of the follower at a place, as part of a key. */
export function keyOf(place: number, code: number): number {
  return code << (BITS * place);
}

/**
 * Leaders in one region that say the same of the same followers: who of them is behind, who is level. What explains it of one
 * explains it of all.
 */
export class LeaderGroup {
  /** A bit for each shard of which it has the leader. */
  readonly shards = new Uint32Array(WORDS_OF_SHARDS);
  /** One sum: of what its leaders have. */
  readonly entities = new U64Sums(1);
  count = 0;
  /** By the follower's place: lived milliseconds when the first fell behind, and the slot of its leader. */
  readonly #sincesMs: Float64Array;
  readonly #sinceSlots: Int32Array;

  constructor(
    readonly leaderId: RegionId,
    /** Whether its leaders are Degraded: what others say counts, and explains nothing. */
    readonly isDegraded: boolean,
    /** Ascending. */
    readonly followerIds: Uint16Array,
    /** What is told of each, see {@link keyOf}. */
    readonly key: number,
  ) {
    this.#sincesMs = new Float64Array(followerIds.length);
    this.#sinceSlots = new Int32Array(followerIds.length);
    this.forgetSinces(true);
  }

  /** What is told of the follower at a place. */
  codeOf(place: number): number {
    return (this.key >>> (BITS * place)) & MASK;
  }

  /** Whether a leader of the group's region belongs here, whose followers stand in `rows` from `start` on. */
  takes(isDegraded: boolean, key: number, rows: Uint16Array, start: number, count: number): boolean {
    const { followerIds } = this;
    if (this.key !== key || this.isDegraded !== isDegraded || followerIds.length !== count) return false;
    for (let place = 0; place < count; place += 1) {
      if (followerIds[place] !== rows[start + place]) return false;
    }
    return true;
  }

  /** When the first follower at a place fell behind; undefined when it has to be found anew. */
  sinceMs(place: number): number | undefined {
    return this.#sinceSlots[place] === UNKNOWN ? undefined : this.#sincesMs[place];
  }

  /** The follower at a place of the leader in a slot fell behind then, whatever was said of it before. */
  noteSince(place: number, slot: number, sinceMs: number): void {
    const first = this.#sinceSlots[place]!;
    if (first === UNKNOWN) return;
    if (sinceMs <= this.#sincesMs[place]!) {
      this.#sincesMs[place] = sinceMs;
      this.#sinceSlots[place] = slot;
    } else if (first === slot) this.#sinceSlots[place] = UNKNOWN;
  }

  /** The leader in a slot is not one of them any more. */
  loseSinces(slot: number): void {
    const { length } = this.#sinceSlots;
    for (let place = 0; place < length; place += 1)
      if (this.#sinceSlots[place] === slot) this.#sinceSlots[place] = UNKNOWN;
  }

  /** @param isEachTold - whether {@link noteSince} is called for every leader of the group now. */
  forgetSinces(isEachTold: boolean): void {
    this.#sincesMs.fill(Infinity);
    this.#sinceSlots.fill(isEachTold ? NOBODY : UNKNOWN);
  }
}
