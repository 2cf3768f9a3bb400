import type { RegionStatus } from "../terms/cluster-health";
import type { RegionId } from "../terms/ids";
import type { StateSeconds } from "../terms/service-seconds";

/** What is counted of each region, in the order in which it is listed. */
const KINDS: readonly Omit<StateSeconds, "seconds">[] = [
  { state: "Healthy", isAnnounced: false },
  { state: "Degraded", isAnnounced: false },
  { state: "Degraded", isAnnounced: true },
  { state: "Offline", isAnnounced: false },
  { state: "Offline", isAnnounced: true },
  { state: "Unknown", isAnnounced: false },
];

interface Count {
  /** Index of the kind that the region is since the last look. */
  kind: number;
  /** Lived milliseconds of that look. */
  sinceMs: number;
  /** Milliseconds by kind. */
  readonly sumsMs: number[];
}

/**
 * How long each region was in each state. The time between two looks counts as what the earlier one found, so every moment from
 * the first look on counts once; a region that is gone is forgotten, and begins at 0 when it comes back.
 */
export class RegionSeconds {
  readonly #counts = new Map<RegionId, Count>();

  /**
   * Takes in what a look found.
   *
   * @param livedMs - of the look; never less than that of the one before.
   * @param isAnnounced - whether planned work explains that a region is Degraded or Offline.
   */
  observe(
    statuses: ReadonlyMap<RegionId, RegionStatus>,
    livedMs: number,
    isAnnounced: (regionId: RegionId) => boolean,
  ): void {
    for (const regionId of this.#counts.keys()) if (!statuses.has(regionId)) this.#counts.delete(regionId);
    for (const [regionId, state] of statuses) {
      const isExplained = (state === "Degraded" || state === "Offline") && isAnnounced(regionId);
      const kind = KINDS.findIndex((each) => each.state === state && each.isAnnounced === isExplained);
      const count = this.#counts.get(regionId);
      if (count === undefined) {
        this.#counts.set(regionId, { kind, sinceMs: livedMs, sumsMs: KINDS.map(() => 0) });
        continue;
      }
      count.sumsMs[count.kind]! += livedMs - count.sinceMs;
      count.kind = kind;
      count.sinceMs = livedMs;
    }
  }

  /** Each state with and without planned work, also those that never were; zeros for a region never observed. */
  of(regionId: RegionId): readonly StateSeconds[] {
    const sumsMs = this.#counts.get(regionId)?.sumsMs;
    return KINDS.map((kind, index) => ({ ...kind, seconds: Math.floor(sumsMs?.[index] ?? 0) / 1000 }));
  }
}
