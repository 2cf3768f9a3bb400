import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { RegionId } from "../terms/ids";
import type { FollowerRows } from "../columns/follower-rows";
import type { RegionUses } from "../columns/region-uses";
/** Which followers a heartbeat may name. */
export type FollowerRules = Pick<ControlPlaneSettings, "registration" | "maxUnknownRegions" | "maxFollowers">;
/**
 * Decides which followers of a heartbeat get a row. The others are left out and counted, and the heartbeat itself counts:
 * whether a leader lives does not depend on what it says of somebody else.
 */
export declare class FollowerAdmission {
    #private;
    constructor(rows: () => FollowerRows, regions: RegionUses);
    /** Followers left out, ever, because nobody named their region and no more such regions are taken. */
    get unknownRegions(): number;
    /** Followers left out, ever, because there were `maxFollowers` of all replicas together. */
    get followers(): number;
    /**
     * The heartbeat itself, as nearly always, or a copy without the followers that are left out; it is valid until the next call.
     *
     * @param slot - the replica's.
     * @param hasLeft - whether a region was removed and is still being talked of; undefined when none was.
     */
    admitted(draft: HeartbeatDraft, slot: number, rules: FollowerRules, hasLeft: ((regionId: RegionId) => boolean) | undefined): HeartbeatDraft;
}
