import { U64_FIELD } from "../columns/heartbeat-layout";
import { U64Sums } from "../columns/u64-sums";
import type { RegionId } from "../terms/ids";
import type { LastReports } from "./last-reports";

const { diskBytes: DISK_BYTES, entityCount: ENTITY_COUNT } = U64_FIELD;

/**
 * What the last heartbeats of each region's replicas add up to, kept with every heartbeat: its numbers are at hand then, and to
 * collect those of all replicas later is to fetch as many places of memory.
 */
export class ReportSums {
  readonly entities = new U64Sums(0);
  readonly walBytes = new U64Sums(0);
  #regionLimit = 0;

  /** Counts what the replica in a slot reports. */
  add(regionId: RegionId, reports: LastReports, slot: number): void {
    if (regionId >= this.#regionLimit) this.#grow(regionId);
    this.entities.add(regionId, reports.u64s, reports.at(slot, ENTITY_COUNT));
    this.walBytes.add(regionId, reports.u64s, reports.at(slot, DISK_BYTES));
  }

  /** Counts no more what it reported. */
  remove(regionId: RegionId, reports: LastReports, slot: number): void {
    this.entities.remove(regionId, reports.u64s, reports.at(slot, ENTITY_COUNT));
    this.walBytes.remove(regionId, reports.u64s, reports.at(slot, DISK_BYTES));
  }

  #grow(regionId: RegionId): void {
    this.#regionLimit = 2 * (regionId + 1);
    this.entities.resize(this.#regionLimit);
    this.walBytes.resize(this.#regionLimit);
  }
}
