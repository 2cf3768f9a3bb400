import { U64_FIELD } from "../../columns/heartbeat-layout";
import { U64Sums } from "../../columns/u64-sums";
import type { Fault } from "../terms/fault";
import type { RegionId, ShardId } from "../../terms/ids";
import type { IncidentImpact } from "../../terms/incident";
import type { LeaderGroup } from "../lag/leader-group";
import { RegionSet } from "../terms/region-set";
import type { ReplicaTable } from "../../replicas/replica-table";
import type { ShardConditions } from "../shards/shard-conditions";
import { eachShard, ShardSet, WORDS_OF_SHARDS } from "../terms/shard-set";
import type { Topology } from "../../membership/topology";

const { entityCount: ENTITY_COUNT } = U64_FIELD;

/** All that one fault explains at one moment. */
export class FaultEvidence {
  readonly #shards = new ShardSet();
  /** The regions whose state it speaks against. */
  readonly regionIds = new RegionSet();
  /** Those in which it is silence that it explains. */
  readonly silentRegionIds = new RegionSet();
  readonly #entities = new U64Sums(1);
  #silentReplicas = 0;
  #laggingFollowers = 0;
  #shardsWithoutLeader = 0;
  #criticalShards = 0;

  constructor(readonly fault: Fault) {}

  addSilence(table: ReplicaTable, slot: number, conditions: ShardConditions): void {
    this.#silentReplicas += 1;
    this.silentRegionIds.add(table.regionIds[slot]!);
    this.addOther(table, slot, conditions);
  }

  /** @param count - followers of the slot's shard that are behind. */
  addLag(table: ReplicaTable, slot: number, count: number, conditions: ShardConditions): void {
    this.#laggingFollowers += count;
    this.addOther(table, slot, conditions);
  }

  /** @param count - followers of each leader of the group that are behind. */
  addGroup(table: ReplicaTable, group: LeaderGroup, count: number, conditions: ShardConditions): void {
    const { reports } = table;
    this.#laggingFollowers += count * group.count;
    this.regionIds.add(group.leaderId);
    const sizeBefore = this.#shards.size;
    const others = new Uint32Array(WORDS_OF_SHARDS);
    for (let at = 0; at < WORDS_OF_SHARDS; at += 1) {
      if (group.shards[at] === 0) continue;
      const added = this.#shards.addWord(at, group.shards[at]!);
      others[at] = added;
      this.#shardsWithoutLeader += conditions.countWithoutLeader(at, added);
      this.#criticalShards += conditions.countCritical(at, added);
    }
    const addedCount = this.#shards.size - sizeBefore;
    if (addedCount === group.count) this.#entities.addSum(0, group.entities, 0);
    else if (addedCount > 0)
      eachShard(others, (shardId) => {
        const slot = table.slotOf({ shardId, regionId: group.leaderId });
        this.#entities.add(0, reports.u64s, reports.at(slot, ENTITY_COUNT));
      });
  }

  /** Adds a replica that is concerned, be it neither silent nor a leader of any that is behind. */
  addOther(
    { shardIds, regionIds, liveness, reports }: ReplicaTable,
    slot: number,
    conditions: ShardConditions,
  ): void {
    const shardId = shardIds[slot]!;
    this.regionIds.add(regionIds[slot]!);
    if (!this.#shards.add(shardId)) return;
    if (conditions.isUnwell(shardId)) {
      if (conditions.isWithoutLeader(shardId)) this.#shardsWithoutLeader += 1;
      if (conditions.isCritical(shardId)) this.#criticalShards += 1;
    }
    if (liveness.isHeard(slot)) this.#entities.add(0, reports.u64s, reports.at(slot, ENTITY_COUNT));
  }

  /** Whether a condition holds for each shard that it touches. */
  everyShard(holds: (shardId: ShardId) => boolean): boolean {
    return this.#shards.every(holds);
  }

  /** The regions in which shards that it touches are at home. */
  homeIds(topology: Topology): ReadonlySet<RegionId> {
    const homes = new Set<RegionId>();
    this.#shards.forEach((shardId) => {
      const home = topology.homeOf(shardId);
      if (home !== undefined) homes.add(home);
    });
    return homes;
  }

  /** @param tenants - whose data may be on its shards. */
  impact(tenants: number): IncidentImpact {
    return {
      silentReplicas: this.#silentReplicas,
      laggingFollowers: this.#laggingFollowers,
      shards: this.#shards.size,
      shardsWithoutLeader: this.#shardsWithoutLeader,
      criticalShards: this.#criticalShards,
      entities: this.#entities.total(0),
      tenants,
    };
  }
}
