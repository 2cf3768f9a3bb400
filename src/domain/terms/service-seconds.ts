import type { RegionStatus } from "./cluster-health";
import type { RegionId } from "./ids";

/** How long a region was in a state, since this process began. */
export interface StateSeconds {
  readonly state: RegionStatus;
  /** Whether planned work explains it; only of Degraded and Offline. */
  readonly isAnnounced: boolean;
  /** On the clock without this process' own long stalls; whole milliseconds. */
  readonly seconds: number;
}

/** What followers are counted as: within the lag limit, beyond it, or beyond it because of planned work. */
export type FollowerCondition = "fresh" | "late" | "announcedLate";

/** All of them. */
export const FOLLOWER_CONDITIONS: readonly FollowerCondition[] = ["fresh", "late", "announcedLate"];

/** How long the copies that a region follows were in which condition: seconds times followers, since this process began. */
export interface FollowerSeconds {
  readonly regionId: RegionId;
  readonly regionName: string;
  readonly seconds: Readonly<Record<FollowerCondition, number>>;
}
