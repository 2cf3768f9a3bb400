import type { ShardStats } from "../../src/domain/terms/shard-stats";
import type { World } from "../world/world";
import { DetectedRegions } from "./detected-regions";
import { FixedTimeout, PhiAccrual, SeedRules } from "./detectors";
import type { DetectorName } from "./episode-result";

type Baseline = readonly [Exclude<DetectorName, "ours">, DetectedRegions];

/** Thresholds of detectors. */
export interface Thresholds {
  readonly offlineAfterMs: number;
  readonly phi: number;
}

/** The exporter's default, and what is usual for phi-accrual detectors. */
export const USUAL_THRESHOLDS: Thresholds = { offlineAfterMs: 30_000, phi: 8 };

/** Other detectors in the place of ours: in the first exporter's process, so that they forget when it restarts. */
export class Baselines {
  readonly #world: World;
  readonly #thresholds: Thresholds;
  #startedMs = -1;
  #all: readonly Baseline[] = [];

  constructor(world: World, thresholds: Thresholds) {
    this.#world = world;
    this.#thresholds = thresholds;
  }

  get all(): readonly Baseline[] {
    const exporter = this.#world.exporters[0]!;
    if (exporter.startedMs === this.#startedMs) return this.#all;
    this.#startedMs = exporter.startedMs;
    const { regions } = this.#world.cluster.shape;
    const { offlineAfterMs, phi } = this.#thresholds;
    const seed = new SeedRules(offlineAfterMs, () => exporter.wallStepMs);
    this.#all = [
      ["seed", new DetectedRegions(seed, regions)],
      ["timeout", new DetectedRegions(new FixedTimeout(offlineAfterMs), regions)],
      ["phi", new DetectedRegions(new PhiAccrual(phi), regions)],
    ];
    return this.#all;
  }

  heard(stats: ShardStats, atMs: number): void {
    for (const [, baseline] of this.all) baseline.heard(stats, atMs);
  }
}
