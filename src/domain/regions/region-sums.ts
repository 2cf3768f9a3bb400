import type { RegionId } from "../terms/ids";
import { addRates } from "./rates";
import { excusedByRegion } from "./region-health";
import { OFFLINE } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ReplicaCounts } from "../replicas/state-counts";

/** What a region's replicas add up to. */
export interface RegionSummary {
  readonly regionId: RegionId;
  readonly replicas: ReplicaCounts;
  /** Of the Offline ones, those that speak against nobody. */
  readonly excused: number;
  /** u64 sums are held at 2^64 - 1. */
  readonly entities: bigint;
  readonly walBytes: bigint;
  /** Events per second; an Offline replica adds none. */
  readonly signalsPerSecond: number;
}

/**
 * Every region that has a replica, by id. All but the rates is kept with every change.
 *
 * @param slots - of the replicas, by shard: the sum of rates depends on their order in its last digits.
 */
export function sumRegions(table: ReplicaTable, slots: Uint32Array): readonly RegionSummary[] {
  const { regionStates, reportSums } = table;
  const excused = excusedByRegion(table);
  const rates = ratesByRegion(table, slots);
  return Array.from(regionStates.regions(), ([regionId, replicas]) => ({
    regionId,
    replicas,
    excused: excused?.[regionId] ?? 0,
    entities: reportSums.entities.total(regionId),
    walBytes: reportSums.walBytes.total(regionId),
    signalsPerSecond: rates[regionId]!,
  }));
}

function ratesByRegion(
  { regionIds, states, liveness, reports, slots: { regionLimit } }: ReplicaTable,
  slots: Uint32Array,
): Float64Array {
  const rates = new Float64Array(regionLimit);
  const { throughputsEps } = reports;
  const { length } = slots;
  for (let place = 0; place < length; place += 1) {
    const slot = slots[place]!;
    if (states[slot] === OFFLINE || !liveness.isHeard(slot)) continue;
    const regionId = regionIds[slot]!;
    rates[regionId] = addRates(rates[regionId]!, throughputsEps[slot]!);
  }
  return rates;
}
