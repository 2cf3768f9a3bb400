import type { ShardStats } from "../../src/domain/terms/shard-stats";
import type { World } from "../world/world";
import { DetectedRegions } from "./detected-regions";
import { FixedTimeout, PhiAccrual, SeedRules } from "./detectors";
import type { DetectorName } from "./episode-result";

type Baseline = readonly [Exclude<DetectorName, "ours">, DetectedRegions];

/** As usual for phi-accrual detectors. */
const PHI = 8;

/** Other detectors in the place of ours: in the first exporter's process, so that they forget when it restarts. */
export class Baselines {
  readonly #world: World;
  readonly #offlineAfterMs: number;
  #startedMs = -1;
  #all: readonly Baseline[] = [];

  constructor(world: World, offlineAfterMs: number) {
    this.#world = world;
    this.#offlineAfterMs = offlineAfterMs;
  }

  get all(): readonly Baseline[] {
    const exporter = this.#world.exporters[0]!;
    if (exporter.startedMs === this.#startedMs) return this.#all;
    this.#startedMs = exporter.startedMs;
    const { regions } = this.#world.cluster.shape;
    const seed = new SeedRules(this.#offlineAfterMs, () => exporter.wallStepMs);
    this.#all = [
      ["seed", new DetectedRegions(seed, regions)],
      ["timeout", new DetectedRegions(new FixedTimeout(this.#offlineAfterMs), regions)],
      ["phi", new DetectedRegions(new PhiAccrual(PHI), regions)],
    ];
    return this.#all;
  }

  heard(stats: ShardStats, atMs: number): void {
    for (const [, baseline] of this.all) baseline.heard(stats, atMs);
  }
}
