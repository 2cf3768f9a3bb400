import type { PairFaults } from "../lag/lag-faults";
import type { RegionId, ShardId } from "../../terms/ids";
import type { SilenceFaults } from "../silence/silence-faults";
import type { SourceFaults } from "../silence/source-faults";

/** What wide faults explain, and where single shards are looked up. */
export interface WideFaults {
  readonly silence: SilenceFaults;
  readonly pairs: PairFaults;
  readonly sources: SourceFaults;
  /** Whether a region is about to be silent, so that it is too early to say what its lag is due to. */
  readonly isWaitedFor: (regionId: RegionId) => boolean;
  /** Whether an incident of a shard as a whole was found a moment ago; undefined where none was of any. */
  readonly isShardHeld: ((shardId: ShardId) => boolean) | undefined;
  /** Whether its leader speaks for the silent replica in a slot, so that its silence alone says nothing. */
  readonly isExcused: (slot: number) => boolean;
}
