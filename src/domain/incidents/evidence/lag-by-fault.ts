import type { FaultEvidence } from "./fault-evidence";
import type { RegionId, ShardId } from "../../terms/ids";
import type { LagEvidence } from "../lag/lag-evidence";
import { BEHIND } from "../lag/leader-group";
import type { LeaderGroup } from "../lag/leader-group";
import type { PairEvidence } from "./pair-evidence";
import { OFFLINE } from "../../terms/replica-health";
import type { ReplicaTable } from "../../replicas/replica-table";
import { eachOfWord, ShardSet, SHARDS_OF_A_WORD } from "../terms/shard-set";
import type { ShardConditions } from "../shards/shard-conditions";
import type { ToldFaults } from "./told-faults";

/** What nothing wide explains of a group: followers of each leader, and the leaders that were not gone through yet. */
interface NarrowPart {
  readonly count: number;
  left: number;
}

/** Puts the lag of every follower to the fault that explains it. */
export class LagByFault {
  readonly #table: ReplicaTable;
  readonly #conditions: ShardConditions;
  readonly #told: ToldFaults;
  readonly #lag: LagEvidence;
  readonly #explainedBy: (leaderId: RegionId, followerId: RegionId) => PairEvidence;

  /** @param explainedBy - what wide faults explain of the lag between two regions. */
  constructor(
    table: ReplicaTable,
    conditions: ShardConditions,
    told: ToldFaults,
    lag: LagEvidence,
    explainedBy: (leaderId: RegionId, followerId: RegionId) => PairEvidence,
  ) {
    this.#table = table;
    this.#conditions = conditions;
    this.#told = told;
    this.#lag = lag;
    this.#explainedBy = explainedBy;
  }

  /** First what is wide of all groups of leaders, then what is narrow, shard by shard, while there is room for it. */
  gather(): void {
    const narrow = new Map<LeaderGroup, NarrowPart>();
    const shards = new ShardSet();
    const words = Math.ceil(this.#table.slots.shardLimit / SHARDS_OF_A_WORD);
    for (const group of this.#lag.groups) {
      const count = group.isDegraded ? this.#gatherGroup(group) : 0;
      if (count === 0) continue;
      narrow.set(group, { count, left: group.count });
      for (let at = 0; at < words; at += 1) shards.addWord(at, group.shards[at]!);
    }
    const alone = new ShardSet();
    for (const slot of this.#lag.slots) alone.add(this.#table.shardIds[slot]!);
    // Mostly nobody is behind.
    if (shards.size === 0 && alone.size === 0) return;
    for (let at = 0; at < words; at += 1) {
      // Without room there is something to be found only where the shard has a fault already.
      const found = this.#told.isFull ? shards.word(at) & this.#told.replicaShards.word(at) : shards.word(at);
      eachOfWord(at, found | alone.word(at), (shardId) => {
        this.#gatherOfShard(shardId, narrow);
      });
    }
    for (const [{ leaderId }, { count, left }] of narrow)
      if (left > 0) this.#told.leaveOut(leaderId, count * left);
  }

  /** Returns how many followers of each leader nothing wide explains. */
  #gatherGroup(group: LeaderGroup): number {
    const { leaderId, followerIds } = group;
    const counts = new Map<FaultEvidence, number>();
    let narrowCount = 0;
    for (const [place, followerId] of followerIds.entries()) {
      if (group.codeOf(place) !== BEHIND) continue;
      const { evidence, isWaitedFor } = this.#explainedBy(leaderId, followerId);
      if (evidence) counts.set(evidence, (counts.get(evidence) ?? 0) + 1);
      else if (isWaitedFor) this.#told.unexplainedRegionIds.add(leaderId);
      else narrowCount += 1;
    }
    for (const [evidence, count] of counts) evidence.addGroup(this.#table, group, count, this.#conditions);
    return narrowCount;
  }

  #gatherOfShard(shardId: ShardId, narrow: ReadonlyMap<LeaderGroup, NarrowPart>): void {
    for (const slot of this.#conditions.slotsOf(this.#table, shardId)) {
      const group = this.#lag.groupOf(slot);
      const part = group && narrow.get(group);
      if (part) {
        part.left -= 1;
        this.#gatherNarrow(slot, part.count);
      } else if (this.#lag.isLaggingAlone(slot)) this.#gatherAlone(slot);
    }
  }

  #gatherAlone(slot: number): void {
    const { regionIds, followers } = this.#table;
    const leaderId = regionIds[slot]!;
    const end = followers.endOf(slot);
    // Mostly the same explains several followers in a row.
    let last: FaultEvidence | undefined;
    let count = 0;
    let narrowCount = 0;
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      if (!this.#lag.isBehind(row)) continue;
      const { evidence, isWaitedFor } = this.#explainedBy(leaderId, followers.followerIds[row]!);
      if (evidence !== last) {
        last?.addLag(this.#table, slot, count, this.#conditions);
        last = evidence;
        count = 0;
      }
      count += 1;
      if (evidence) continue;
      if (isWaitedFor) this.#told.unexplainedRegionIds.add(leaderId);
      else narrowCount += 1;
    }
    last?.addLag(this.#table, slot, count, this.#conditions);
    if (narrowCount > 0) this.#gatherNarrow(slot, narrowCount);
  }

  /** Of one shard alone: all its followers, so that its leader does not ship, or some of them. */
  #gatherNarrow(slot: number, count: number): void {
    const { shardIds, regionIds, followers, states } = this.#table;
    const shardId = shardIds[slot]!;
    const leaderId = regionIds[slot]!;
    if (this.#told.isFullFor(shardId)) {
      this.#told.leaveOut(leaderId, count);
      return;
    }
    const rows = this.#narrowRows(slot);
    const sinceMs = (row: number): number => this.#lag.sinceMs(slot, row);
    if (rows.length > 1 && rows.length === this.#tellingRows(slot)) {
      const startMs = Math.min(...rows.map(sinceMs));
      const whole = this.#told.ofReplica("shard_behind", shardId, leaderId, leaderId, () => ({ startMs }));
      whole?.addLag(this.#table, slot, rows.length, this.#conditions);
      return;
    }
    for (const row of rows) {
      const regionId = followers.followerIds[row]!;
      const follower = this.#table.slotOf({ shardId, regionId });
      const isSilent = follower >= 0 && states[follower] === OFFLINE;
      const cause = isSilent ? "replica_silent" : "shard_behind";
      const evidence = this.#told.ofReplica(cause, shardId, regionId, leaderId, () => ({
        startMs: sinceMs(row),
        ...(isSilent ? {} : { peerId: leaderId }),
      }));
      evidence?.addLag(this.#table, slot, 1, this.#conditions);
    }
  }

  #narrowRows(slot: number): readonly number[] {
    const { regionIds, followers } = this.#table;
    const rows: number[] = [];
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      if (!this.#lag.isBehind(row)) continue;
      const { evidence, isWaitedFor } = this.#explainedBy(regionIds[slot]!, followers.followerIds[row]!);
      if (!evidence && !isWaitedFor) rows.push(row);
    }
    return rows;
  }

  #tellingRows(slot: number): number {
    const { followers } = this.#table;
    let count = 0;
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1)
      if (this.#lag.isTelling(slot, row)) count += 1;
    return count;
  }
}
