import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { SignOfLife } from "./sign-of-life";
import { U64Array } from "../columns/u64-words";
/** The sign of life in a heartbeat; the same object for each, because half a million heartbeats a second would each make one. */
export declare class HeartbeatSign implements SignOfLife {
    #private;
    u64s: U64Array;
    readonly stampAt: number;
    readonly bootAt: number;
    readonly seqAt: number;
    hasBoot: boolean;
    hasSeq: boolean;
    content: number;
    /** Tells of a heartbeat until the next call. */
    of(heartbeat: HeartbeatDraft): this;
}
