import type { HeartbeatDraft } from "../columns/heartbeat-draft";
/** Makes 16 bits, not 0, of all that a heartbeat says: equal for equal heartbeats, and hardly ever for two that differ. */
export declare class HeartbeatContent {
    #private;
    of(draft: HeartbeatDraft): number;
}
