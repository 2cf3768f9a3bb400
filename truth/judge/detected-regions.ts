import type { ShardStats } from "../../src/domain/terms/shard-stats";
import type { Detector } from "./detectors";

/** A detector of silent replicas as a judge of regions: a region is Offline when all that it knows there is silent. */
export class DetectedRegions {
  readonly #replicas: Set<string>[];

  constructor(
    readonly detector: Detector,
    regions: number,
  ) {
    this.#replicas = Array.from({ length: regions }, () => new Set());
  }

  heard(stats: ShardStats, atMs: number): void {
    const replica = `${stats.shardId}:${stats.regionId}`;
    this.#replicas[stats.regionId]!.add(replica);
    this.detector.heard(replica, stats, atMs);
  }

  isOffline(region: number, nowMs: number): boolean {
    const known = this.#replicas[region]!;
    if (known.size === 0) return false;
    for (const replica of known) if (!this.detector.isSilent(replica, nowMs)) return false;
    return true;
  }
}
