import type { RegionId } from "./ids";
import type { HealthThresholds } from "./replica-health";

/** Whether a first heartbeat registers its replica, or is refused unless the topology names its shard. */
export type Registration = "open" | "strict";

/** What can be set, also while running. Durations in milliseconds. */
export interface ControlPlaneSettings extends HealthThresholds {
  readonly clusterName: string;
  /** Regions without a name are called by their number. */
  readonly regionNames: ReadonlyMap<RegionId, string>;
  /** Silence after which a replica that the topology does not name is forgotten. */
  readonly forgetAfterMs: number;
  readonly registration: Registration;
  /**
   * Most replicas that the topology does not name: those that registered themselves, and followers of its shards. Any
   * sender of heartbeats can make them up.
   */
  readonly maxUnknownReplicas: number;
  /** Most regions that neither the topology nor `regionNames` names, known by a replica or as a follower; 0 when strict. */
  readonly maxUnknownRegions: number;
  /** Most followers that one heartbeat may name. */
  readonly maxFollowersPerHeartbeat: number;
  /** Most followers of all replicas together. */
  readonly maxFollowers: number;
  /** Most windows of planned work. */
  readonly maxMaintenanceWindows: number;
  /** The longest time of one, from its first announcement on. */
  readonly maxMaintenanceTimeMs: number;
}

/** The settings that are numbers of things, and what they are numbers of. */
const COUNTS = {
  maxUnknownReplicas: "replicas",
  maxUnknownRegions: "regions",
  maxFollowersPerHeartbeat: "followers",
  maxFollowers: "followers",
  maxMaintenanceWindows: "windows",
} as const;

/**
 * 30 s and 5 s are tidalDB's own thresholds; a day outlasts a weekend shift's maintenance without piling up ghosts. Every
 * shard that there can be (65,536), in seven regions, without any topology, is 458,752 unknown replicas; its leaders have
 * 393,216 followers. No cloud has more than some sixty regions: one shard is followed in no more, and four clouds together
 * are 256. As many windows of planned work as incidents that are told apart; four hours are a shift's half, after which whoever
 * works has to say so again.
 */
export const DEFAULT_SETTINGS: ControlPlaneSettings = {
  clusterName: "tidaldb",
  regionNames: new Map(),
  offlineAfterMs: 30_000,
  degradedLagMs: 5_000,
  forgetAfterMs: 24 * 60 * 60 * 1000,
  registration: "open",
  maxUnknownReplicas: 500_000,
  maxUnknownRegions: 256,
  maxFollowersPerHeartbeat: 64,
  maxFollowers: 500_000,
  maxMaintenanceWindows: 256,
  maxMaintenanceTimeMs: 4 * 60 * 60 * 1000,
};

/**
 * The settings with changes applied. A change that is `undefined` is none: a caller that passes on an option it was not
 * given must not switch a threshold off.
 *
 * @throws RangeError naming the setting, when a duration is not a number of milliseconds, or a number of things not one, 0 or
 * more.
 */
export function changedSettings(
  current: ControlPlaneSettings,
  changes: Partial<ControlPlaneSettings>,
): ControlPlaneSettings {
  const given: [string, unknown][] = Object.entries(changes);
  const next: ControlPlaneSettings = {
    ...current,
    ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
  };
  for (const name of ["offlineAfterMs", "degradedLagMs", "forgetAfterMs", "maxMaintenanceTimeMs"] as const) {
    // Written so that NaN, which nothing is more than, is refused: with it no replica would ever be Offline.
    if (!(next[name] >= 0)) {
      throw new RangeError(`${name}: expected milliseconds, 0 or more, got ${String(next[name])}`);
    }
  }
  for (const [name, things] of Object.entries(COUNTS) as [keyof typeof COUNTS, string][]) {
    if (!(next[name] >= 0)) {
      throw new RangeError(`${name}: expected a number of ${things}, 0 or more, got ${String(next[name])}`);
    }
  }
  return next;
}
