import { announcedOutages } from "./announced-outages";
import { countFollowers } from "./follower-counts";
import { FollowerSecondCounts } from "./follower-seconds";
import { RegionSeconds } from "./region-seconds";
import type { AnnouncedWork } from "../maintenance/announced-work";
import type { RegionStatus } from "../terms/cluster-health";
import type { RegionId } from "../terms/ids";
import type { HealthThresholds } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import type { FollowerSeconds, StateSeconds } from "../terms/service-seconds";

/** What is looked at, and when. */
interface LookedAt {
  readonly table: ReplicaTable;
  /** As silence is judged by: without our own long stalls, and never less than at the look before. */
  readonly livedMs: number;
  readonly settings: HealthThresholds;
  readonly work: AnnouncedWork;
  /** How many followers of Degraded replicas are late, by region id. */
  readonly lateFollowers: Uint32Array;
}

/** What objectives are measured by: how long regions were in their states, and their followers within the lag limit. */
export class ServiceLevels {
  readonly #regions = new RegionSeconds();
  readonly #followers = new FollowerSecondCounts();

  /**
   * Takes in a look, after the states of all replicas were found out.
   */
  observe(statuses: ReadonlyMap<RegionId, RegionStatus>, look: LookedAt): void {
    const { table, livedMs, settings, work, lateFollowers } = look;
    this.#regions.observe(statuses, livedMs, announcedOutages(table, work));
    this.#followers.observe(
      livedMs,
      table.followers.regionLimit,
      (regionId) => table.regionUses.isUsed(regionId),
      (counts) => {
        countFollowers(table, settings, work, lateFollowers, counts);
      },
    );
  }

  /** Of a region, with every state that it can be in. */
  ofRegion(regionId: RegionId): readonly StateSeconds[] {
    return this.#regions.of(regionId);
  }

  /** Of every region that has had followers, by id; also of those that are known only as followers. */
  ofFollowers(nameOf: (regionId: RegionId) => string): readonly FollowerSeconds[] {
    return this.#followers.listed(nameOf);
  }
}
