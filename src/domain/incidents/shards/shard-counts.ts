import { NO_SLOT } from "../../replicas/replica-slots";

/** The replicas of one shard, counted. One object for all shards, because there may be very many. */
export class ShardCounts {
  live = 0;
  pending = 0;
  /** Of those, the ones that were alive before our restart. */
  awaited = 0;
  /** Silent, and never heard: they may have led before we looked. */
  unheard = 0;
  /** Heard replicas that say which role they have. */
  claims = 0;
  liveLeaders = 0;
  silentLeaders = 0;
  /** Of the live ones, those that are about to be silent: a leader that was replaced because it died is no second one. */
  lateLeaders = 0;
  /** A live one; the last of several. */
  leader = NO_SLOT;

  reset(): void {
    this.live = 0;
    this.pending = 0;
    this.awaited = 0;
    this.unheard = 0;
    this.claims = 0;
    this.liveLeaders = 0;
    this.silentLeaders = 0;
    this.lateLeaders = 0;
    this.leader = NO_SLOT;
  }
}
