import { U64_FIELD } from "../columns/heartbeat-layout";
import type { RegionId } from "../terms/ids";
import { addRates } from "./rates";
import { StateCounts } from "./region-health";
import type { ReplicaCounts } from "./region-health";
import { OFFLINE } from "../terms/replica-health";
import type { ReplicaColumns } from "../replicas/replica-table";
import { U64Sums } from "../columns/u64-sums";

const { diskBytes: DISK_BYTES, entityCount: ENTITY_COUNT } = U64_FIELD;

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
  { regionIds, states, liveness, reports, excused }: ReplicaColumns,
  slots: Uint32Array,
  regionLimit: number,
): readonly RegionSummary[] {
  const counts = new StateCounts(regionLimit);
  const entities = new U64Sums(regionLimit);
  const walBytes = new U64Sums(regionLimit);
  const rates = new Float64Array(regionLimit);
  for (const slot of slots) {
    const regionId = regionIds[slot]!;
    const state = states[slot]!;
    counts.add(regionId, state);
    if (state === OFFLINE && excused[slot] === 1) counts.excuse(regionId);
    if (!liveness.isHeard(slot)) continue;
    entities.add(regionId, reports.u64s, reports.at(slot, ENTITY_COUNT));
    walBytes.add(regionId, reports.u64s, reports.at(slot, DISK_BYTES));
    if (state !== OFFLINE) {
      rates[regionId] = addRates(rates[regionId]!, reports.throughputsEps[slot]!);
    }
  }
  return Array.from(counts.regions(), ([regionId, replicas]) => ({
    regionId,
    replicas,
    excused: counts.excusedIn(regionId),
    entities: entities.total(regionId),
    walBytes: walBytes.total(regionId),
    signalsPerSecond: rates[regionId]!,
  }));
}
