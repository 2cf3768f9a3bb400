import type { RegionId } from "../terms/ids";
import { addRates } from "./rates";
import { OFFLINE } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import { StateCounts } from "../replicas/state-counts";
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
 * Every region that has a replica, by id.
 *
 * @param slots - of the replicas, by shard: the sum of rates depends on their order in its last digits.
 * @param regionLimit - more than any region's id.
 */
export function sumRegions(
  { regionIds, states, liveness, reports, reportSums, excused }: ReplicaTable,
  slots: Uint32Array,
  regionLimit: number,
): readonly RegionSummary[] {
  const counts = new StateCounts();
  const excusedCounts = new Uint32Array(regionLimit);
  const rates = new Float64Array(regionLimit);
  const { throughputsEps } = reports;
  const { length } = slots;
  for (let place = 0; place < length; place += 1) {
    const slot = slots[place]!;
    const regionId = regionIds[slot]!;
    const state = states[slot]!;
    counts.add(regionId, state);
    if (state === OFFLINE) excusedCounts[regionId]! += excused[slot]!;
    else if (liveness.isHeard(slot)) rates[regionId] = addRates(rates[regionId]!, throughputsEps[slot]!);
  }
  return Array.from(counts.regions(), ([regionId, replicas]) => ({
    regionId,
    replicas,
    excused: excusedCounts[regionId]!,
    entities: reportSums.entities.total(regionId),
    walBytes: reportSums.walBytes.total(regionId),
    signalsPerSecond: rates[regionId]!,
  }));
}
