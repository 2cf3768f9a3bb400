import type { RegionId, ShardId } from "../terms/ids";
import type { MaintenanceWindow } from "../terms/maintenance-window";

const NONE: readonly MaintenanceWindow[] = [];

/** The planned work of one moment, and what it covers. */
export class AnnouncedWork {
  readonly #byRegion = new Map<RegionId, MaintenanceWindow[]>();
  readonly #byShard = new Map<ShardId, MaintenanceWindow[]>();

  /** @param windows - those in force, by id. */
  constructor(readonly windows: readonly MaintenanceWindow[]) {
    for (const window of windows) {
      const { regionId, shardId } = window;
      if (shardId !== undefined) add(this.#byShard, shardId, window);
      else if (regionId !== undefined) add(this.#byRegion, regionId, window);
    }
  }

  /** Those that cover a region as a whole. */
  ofRegion(regionId: RegionId): readonly MaintenanceWindow[] {
    return this.#byRegion.get(regionId) ?? NONE;
  }

  /** Those that cover a shard wherever it has replicas. */
  ofShard(shardId: ShardId): readonly MaintenanceWindow[] {
    return (this.#byShard.get(shardId) ?? NONE).filter(({ regionId }) => regionId === undefined);
  }

  /** Those that cover a replica: its own, its shard's and its region's. */
  ofReplica(shardId: ShardId, regionId: RegionId): readonly MaintenanceWindow[] {
    const ofShard = (this.#byShard.get(shardId) ?? NONE).filter(
      (window) => window.regionId === undefined || window.regionId === regionId,
    );
    return ofShard.length === 0 ? this.ofRegion(regionId) : [...ofShard, ...this.ofRegion(regionId)];
  }

  /** Whether any covers a replica: as {@link ofReplica}, and makes nothing for it. */
  covers(shardId: ShardId, regionId: RegionId): boolean {
    if (this.#byRegion.has(regionId)) return true;
    const ofShard = this.#byShard.get(shardId) ?? NONE;
    return ofShard.some((window) => window.regionId === undefined || window.regionId === regionId);
  }
}

/** When nothing is planned. */
export const NO_WORK = new AnnouncedWork(NONE);

function add<K>(byKey: Map<K, MaintenanceWindow[]>, key: K, window: MaintenanceWindow): void {
  const known = byKey.get(key);
  if (known) known.push(window);
  else byKey.set(key, [window]);
}
