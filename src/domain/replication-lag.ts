import { FollowerProgress } from "./follower-progress";
import { HeadHistory } from "./head-history";
import { HeartbeatTimeline } from "./heartbeat-timeline";
import type { RegionId } from "./ids";
import type { ShardStats } from "./shard-stats";

/** How far a follower trails, as of one heartbeat. */
export interface LagReading {
  readonly followerId: RegionId;
  /** u64; undefined when the heartbeat gave only a time for this follower. */
  readonly lagSeqnos: bigint | undefined;
  readonly lagSeconds: number;
}

/** The lag of all followers of one replica, from heartbeat to heartbeat. */
export class ReplicationLag {
  readonly #timeline = new HeartbeatTimeline();
  readonly #history = new HeadHistory();
  #followers = new Map<RegionId, FollowerProgress>();

  /**
   * Takes in an accepted heartbeat.
   *
   * @param arrivalMs - monotonic, ours.
   * @returns one reading per follower that the heartbeat names, by follower id.
   */
  update(stats: ShardStats, arrivalMs: number): readonly LagReading[] {
    const sentMs = this.#timeline.place(arrivalMs, stats.lastHeartbeatNs);
    if (stats.leaderSeqno !== undefined) this.#history.record(sentMs, stats.leaderSeqno);
    const followers = new Map<RegionId, FollowerProgress>();
    const readings: LagReading[] = [];
    for (const followerId of followerIds(stats)) {
      const progress = this.#followers.get(followerId) ?? new FollowerProgress();
      const lagSeqnos = stats.replicationLag.get(followerId);
      const lagSeconds = progress.lagSeconds(
        {
          sentMs,
          lagSeqnos,
          lagNs: stats.replicationLagNs?.get(followerId),
          leaderSeqno: stats.leaderSeqno,
          throughputEps: stats.signalThroughputEps,
        },
        this.#history,
      );
      followers.set(followerId, progress);
      readings.push({ followerId, lagSeqnos, lagSeconds });
    }
    this.#followers = followers;
    return readings;
  }
}

function followerIds(stats: ShardStats): readonly RegionId[] {
  const ids = new Set([...stats.replicationLag.keys(), ...(stats.replicationLagNs?.keys() ?? [])]);
  return [...ids].sort((a, b) => a - b);
}
