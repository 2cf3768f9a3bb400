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
     * Most replicas that the topology does not name: those that registered themselves, and followers of its shards. Whoever
     * may send heartbeats can make them up.
     */
    readonly maxUnknownReplicas: number;
    /** Most regions that neither the topology nor `regionNames` names, known by a replica or as a follower; 0 when strict. */
    readonly maxUnknownRegions: number;
    /** Most followers that one heartbeat may name. */
    readonly maxFollowersPerHeartbeat: number;
    /** Most followers of all replicas together. */
    readonly maxFollowers: number;
}
/**
 * 30 s and 5 s are tidalDB's own thresholds; a day outlasts a weekend shift's maintenance without piling up ghosts. Every
 * shard that there can be (65,536), in seven regions, without any topology, is 458,752 unknown replicas; its leaders have
 * 393,216 followers. No cloud has more than some sixty regions: one shard is followed in no more, and four clouds together
 * are 256.
 */
export declare const DEFAULT_SETTINGS: ControlPlaneSettings;
/**
 * The settings with changes applied. A change that is `undefined` is none: a caller that passes on an option it was not
 * given must not switch a threshold off.
 *
 * @throws RangeError naming the setting, when a duration is not a number of milliseconds, or a number of things not one, 0 or
 * more.
 */
export declare function changedSettings(current: ControlPlaneSettings, changes: Partial<ControlPlaneSettings>): ControlPlaneSettings;
