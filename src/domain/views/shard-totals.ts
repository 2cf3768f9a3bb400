import { U64_FIELD } from "../columns/heartbeat-layout";
import { addRates } from "../regions/rates";
import { OFFLINE } from "../terms/replica-health";
import { NO_SLOT } from "../replicas/replica-slots";
import type { ReplicaColumns } from "../replicas/replica-columns";
import type { ReplicaTable } from "../replicas/replica-table";
import type { Topology } from "../membership/topology";
import { U64Sums } from "../columns/u64-sums";

const { entityCount: ENTITY_COUNT } = U64_FIELD;

/** Sums in which every shard counts once, however many replicas report it. */
export interface ShardTotals {
  /** u64, held at 2^64 - 1. */
  readonly entities: bigint;
  readonly signalsPerSecond: number;
  /** Shards with two or more replicas that are not Offline and claim to lead. */
  readonly leaderConflictCount: number;
}

/** @param slots - of the replicas, by shard, then region. */
export function shardTotals(table: ReplicaTable, slots: Uint32Array, topology: Topology): ShardTotals {
  return table.slots.isEachShardOnce ? totalsOfSingles(table, slots) : totalsOfShards(table, slots, topology);
}

/** No shard has two replicas: each speaks for its own. */
function totalsOfSingles(
  { states, liveness, reports, reportSums }: ReplicaTable,
  slots: Uint32Array,
): ShardTotals {
  const { throughputsEps } = reports;
  const { length } = slots;
  let signalsPerSecond = 0;
  for (let place = 0; place < length; place += 1) {
    const slot = slots[place]!;
    if (states[slot] !== OFFLINE && liveness.isHeard(slot))
      signalsPerSecond = addRates(signalsPerSecond, throughputsEps[slot]!);
  }
  return { entities: reportSums.entities.totalOfAll(), signalsPerSecond, leaderConflictCount: 0 };
}

function totalsOfShards(columns: ReplicaColumns, slots: Uint32Array, topology: Topology): ShardTotals {
  const { shardIds, states, liveness, reports } = columns;
  const entities = new U64Sums(1);
  let signalsPerSecond = 0;
  let leaderConflictCount = 0;
  const { length } = slots;
  let start = 0;
  while (start < length) {
    const first = slots[start]!;
    const shardId = shardIds[first];
    let end = start + 1;
    while (end < length && shardIds[slots[end]!] === shardId) end += 1;
    const isAlone = end - start === 1;
    // Mostly there is one, which speaks for itself.
    const alone = liveness.isHeard(first) ? first : NO_SLOT;
    const speaker = isAlone ? alone : spokesman(columns, slots, start, end, topology);
    if (speaker !== NO_SLOT) {
      entities.add(0, reports.u64s, reports.at(speaker, ENTITY_COUNT));
      if (states[speaker] !== OFFLINE) {
        signalsPerSecond = addRates(signalsPerSecond, reports.throughputsEps[speaker]!);
      }
    }
    if (!isAlone && leaderCount(columns, slots, start, end) > 1) leaderConflictCount += 1;
    start = end;
  }
  return { entities: entities.total(0), signalsPerSecond, leaderConflictCount };
}

/**
 * The replica that speaks for its shard, of several: at home by the topology, else reporting followers, else heard last. None while none
 * has been heard.
 */
function spokesman(
  columns: ReplicaColumns,
  slots: Uint32Array,
  start: number,
  end: number,
  topology: Topology,
): number {
  const { shardIds, regionIds, liveness } = columns;
  const home = topology.homeOf(shardIds[slots[start]!]!);
  let best = NO_SLOT;
  let bestLeads = false;
  for (let place = start; place < end; place += 1) {
    const slot = slots[place]!;
    if (!liveness.isHeard(slot)) continue;
    if (regionIds[slot] === home) return slot;
    const leads = reportsFollowers(columns, slot);
    const isBetter = leads === bestLeads ? best !== NO_SLOT && liveness.arrivedLater(slot, best) : leads;
    if (best === NO_SLOT || isBetter) {
      best = slot;
      bestLeads = leads;
    }
  }
  return best;
}

function reportsFollowers({ followers }: ReplicaColumns, slot: number): boolean {
  const end = followers.endOf(slot);
  for (let row = followers.starts[slot]!; row < end; row += 1) if (followers.hasLag[row] === 1) return true;
  return false;
}

function leaderCount(
  { states, liveness, reports }: ReplicaColumns,
  slots: Uint32Array,
  start: number,
  end: number,
): number {
  let count = 0;
  for (let place = start; place < end; place += 1) {
    const slot = slots[place]!;
    if (states[slot] !== OFFLINE && liveness.isHeard(slot) && reports.isLeader(slot)) count += 1;
  }
  return count;
}
