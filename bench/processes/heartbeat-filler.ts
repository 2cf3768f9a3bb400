import type { HeartbeatDraft } from "../../src/domain/heartbeat-draft";
import { U64_FIELD } from "../../src/domain/heartbeat-draft";
import type { ClusterShape } from "../cluster-shape";
import { followersOf, homeOf, shardFigures } from "../cluster-shape";

const WORD_RANGE = 2 ** 32;

/** Fills drafts with the heartbeats of one round, all sent at the same nanosecond. */
export class HeartbeatFiller {
  readonly #followers: readonly (readonly number[])[];
  readonly #shape: ClusterShape;

  constructor(shape: ClusterShape) {
    this.#shape = shape;
    // The followers of a shard depend on its home only, and the homes repeat.
    this.#followers = [0, 1, 2, 3, 4].map((shardId) => followersOf(shardId, shape.followers));
  }

  /** @param sentNs - nanoseconds since the epoch; later than those of the round before, or the heartbeat is stale. */
  fill(draft: HeartbeatDraft, shardId: number, round: number, sentNs: bigint): void {
    const { u64s } = draft;
    const regionId = homeOf(shardId);
    const figures = shardFigures(shardId, round, this.#shape.followers);
    draft.clear();
    draft.shardId = shardId;
    draft.regionId = regionId;
    draft.signalThroughputEps = figures.signalsPerSecond;
    setFloat(u64s, U64_FIELD.entityCount, figures.entityCount);
    setFloat(u64s, U64_FIELD.diskBytes, figures.walBytes);
    u64s.bigints[U64_FIELD.lastHeartbeatNs] = sentNs;
    for (const [i, followerId] of (this.#followers[regionId] ?? []).entries()) {
      const place = draft.placeFollower(followerId);
      setFloat(draft.followerLags, place, figures.lagSeqnos[i] ?? 0);
      draft.followerHasLag[place] = 1;
    }
  }
}

function setFloat(u64s: HeartbeatDraft["u64s"], place: number, value: number): void {
  u64s.setWords(place, Math.floor(value / WORD_RANGE), value % WORD_RANGE);
}
