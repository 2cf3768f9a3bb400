import { U64_FIELD } from "../columns/heartbeat-layout";
import { U64Sums } from "../columns/u64-sums";
import type { Fault } from "./fault";
import type { RegionId, ShardId } from "../terms/ids";
import type { IncidentImpact } from "../terms/incident";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ShardConditions } from "./shard-conditions";

const { entityCount: ENTITY_COUNT } = U64_FIELD;

/** All that one fault explains at one moment. */
export class FaultEvidence {
  readonly shardIds = new Set<ShardId>();
  /** The regions whose state it speaks against. */
  readonly regionIds = new Set<RegionId>();
  /** Those in which it is silence that it explains. */
  readonly silentRegionIds = new Set<RegionId>();
  readonly #entities = new U64Sums(1);
  #silentReplicas = 0;
  #laggingFollowers = 0;
  #shardsWithoutLeader = 0;
  #criticalShards = 0;

  constructor(readonly fault: Fault) {}

  addSilence(table: ReplicaTable, slot: number, conditions: ShardConditions): void {
    this.#silentReplicas += 1;
    this.silentRegionIds.add(table.regionIds[slot]!);
    this.#add(table, slot, conditions);
  }

  /** @param count - followers of the slot's shard that are behind. */
  addLag(table: ReplicaTable, slot: number, count: number, conditions: ShardConditions): void {
    this.#laggingFollowers += count;
    this.#add(table, slot, conditions);
  }

  /** A replica that is neither silent nor behind, and concerned nevertheless. */
  addOther(table: ReplicaTable, slot: number, conditions: ShardConditions): void {
    this.#add(table, slot, conditions);
  }

  /** @param tenants - whose data may be on its shards. */
  impact(tenants: number): IncidentImpact {
    return {
      silentReplicas: this.#silentReplicas,
      laggingFollowers: this.#laggingFollowers,
      shards: this.shardIds.size,
      shardsWithoutLeader: this.#shardsWithoutLeader,
      criticalShards: this.#criticalShards,
      entities: this.#entities.total(0),
      tenants,
    };
  }

  #add(
    { shardIds, regionIds, liveness, reports }: ReplicaTable,
    slot: number,
    conditions: ShardConditions,
  ): void {
    const shardId = shardIds[slot]!;
    this.regionIds.add(regionIds[slot]!);
    if (this.shardIds.has(shardId)) return;
    this.shardIds.add(shardId);
    if (conditions.isWithoutLeader(shardId)) this.#shardsWithoutLeader += 1;
    if (conditions.isCritical(shardId)) this.#criticalShards += 1;
    if (liveness.isHeard(slot)) this.#entities.add(0, reports.u64s, reports.at(slot, ENTITY_COUNT));
  }
}
