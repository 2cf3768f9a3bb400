import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { Refusal } from "./membership";
import type { FieldProblem } from "../terms/field-problem";
/** What limits on replicas, regions and followers refused, ever. */
export interface RefusedByLimits {
    /** Heartbeats of new replicas, because there were `maxUnknownReplicas`. */
    readonly unknownReplicas: number;
    /** Heartbeats of new replicas, and followers left out of heartbeats, because of `maxUnknownRegions`. */
    readonly unknownRegions: number;
    /** Heartbeats that name more than `maxFollowersPerHeartbeat`. */
    readonly followersPerHeartbeat: number;
    /** Followers left out of heartbeats, because there were `maxFollowers`. */
    readonly followers: number;
}
/** What is wrong with a heartbeat that is refused because of who sends it, or whom it names: field, value, what can be done. */
export declare function refusalProblem(refusal: Refusal, { shardId, regionId, followerCount }: HeartbeatDraft, settings: ControlPlaneSettings): FieldProblem;
