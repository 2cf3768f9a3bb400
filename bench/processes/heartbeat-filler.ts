import type { HeartbeatDraft } from "../../src/domain/columns/heartbeat-draft";
import { U64_FIELD } from "../../src/domain/columns/heartbeat-layout";
import type { ClusterShape } from "../cluster-shape";
import { entityCount, followersOf, homeOf, lagSeqnos, signalsPerSecond, walBytes } from "../cluster-shape";

const WORD_RANGE = 2 ** 32;

/** Far behind, in nanoseconds: a day, where an hour is Degraded. */
const FAR_BEHIND_NS = 86_400e9;

/** Fills drafts with the heartbeats of one round, all sent at the same nanosecond. */
export class HeartbeatFiller {
  readonly #followers: readonly (readonly number[])[];

  constructor(shape: ClusterShape) {
    // The followers of a shard depend on its home only, and the homes repeat.
    this.#followers = [0, 1, 2, 3, 4].map((shardId) => followersOf(shardId, shape.followers));
  }

  /**
   * @param sentNs - nanoseconds since the epoch; later than those of the round before, or the heartbeat is stale.
   * @param isBehind - the followers that are far behind; nobody without.
   */
  fill(
    draft: HeartbeatDraft,
    shardId: number,
    round: number,
    sentNs: bigint,
    isBehind?: (shardId: number, followerId: number) => boolean,
  ): void {
    const { u64s } = draft;
    const regionId = homeOf(shardId);
    const followers = this.#followers[regionId] ?? [];
    draft.clear();
    draft.shardId = shardId;
    draft.regionId = regionId;
    draft.signalThroughputEps = signalsPerSecond(shardId, round);
    setFloat(u64s, U64_FIELD.entityCount, entityCount(shardId, round));
    setFloat(u64s, U64_FIELD.diskBytes, walBytes(shardId, round));
    u64s.bigints[U64_FIELD.lastHeartbeatNs] = sentNs;
    // Nothing is allocated for a heartbeat: what is measured is the exporter.
    for (let i = 0; i < followers.length; i += 1) {
      const place = draft.placeFollower(followers[i] ?? 0);
      setFloat(draft.followerLags, place, lagSeqnos(shardId, round, i));
      draft.followerHasLag[place] = 1;
      if (isBehind?.(shardId, followers[i] ?? 0) !== true) continue;
      setFloat(draft.followerLagsNs, place, FAR_BEHIND_NS);
      draft.followerHasLagNs[place] = 1;
    }
  }
}

function setFloat(u64s: HeartbeatDraft["u64s"], place: number, value: number): void {
  u64s.setWords(place, Math.floor(value / WORD_RANGE), value % WORD_RANGE);
}
