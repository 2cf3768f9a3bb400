import type { ControlPlane } from "../../domain/control-plane";
import type { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
import type { RegionId, ShardId } from "../../domain/terms/ids";
import type { HeartbeatSink } from "./heartbeat-entries";
/** Rejections that an answer lists; whoever sends thousands has one mistake, not thousands. The rest is only counted. */
export declare const MAX_LISTED_REJECTIONS = 100;
/** Which heartbeats a sender may send. */
export interface SenderArea {
    /** Whether a heartbeat of this replica may be sent. */
    holds(shardId: ShardId, regionId: RegionId): boolean;
    /** What is wrong with a heartbeat that may not be sent. */
    refusalOf(shardId: ShardId, regionId: RegionId): {
        readonly field: string;
        readonly message: string;
    };
}
/** Records the heartbeats of one request as they come, and counts what became of each. */
export declare class HeartbeatTally implements HeartbeatSink {
    #private;
    /** @param area - which heartbeats the sender may send; undefined for all. */
    constructor(controlPlane: ControlPlane, area?: SenderArea);
    /** Heartbeats that were no valid ones, or not the sender's to send, and so never reached the control plane. */
    get refused(): number;
    /** Has the clock read anew for the next heartbeat: those of one chunk arrived together. */
    nextChunk(): void;
    /** Heartbeats that were not the sender's to send. */
    get outside(): number;
    take(draft: HeartbeatDraft, index: number): void;
    refuse(index: number, field: string, message: string): void;
    /** The report as the answer has it. */
    reportJson(): string;
    /** The same in words, for an answer that is no report; "" when nothing arrived. */
    get sentence(): string;
}
