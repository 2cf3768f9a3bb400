import { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
import { HeartbeatScanner } from "./heartbeat-scanner";
/** Who takes the heartbeats of a body in, in their order. */
export interface HeartbeatSink {
    /** A valid heartbeat. The draft is filled anew afterwards. */
    take(draft: HeartbeatDraft, index: number): void;
    /** One that is none, and the first thing that is wrong with it; `field` is "" for the heartbeat as a whole. */
    refuse(index: number, field: string, message: string): void;
}
/** How much a body may hold. */
export interface BatchLimits {
    /** Most heartbeats in one body. */
    readonly maxHeartbeats: number;
    /** Most bytes of one heartbeat, and so of what is held at a time. */
    readonly maxLineBytes: number;
}
/**
 * Why a body is refused. `not_json`: nothing in it is (HTTP 400). `too_long`: nothing in it is, and the first heartbeat is
 * longer than is taken (413). `too_many`: a longer batch than is taken (413); those before the limit were taken in.
 */
export interface BatchProblem {
    readonly reason: "not_json" | "too_long" | "too_many";
    readonly message: string;
}
/** What reading heartbeats needs over and over: one for all bodies, because no heartbeat is read in two goes. */
export declare class HeartbeatReader {
    readonly scanner: HeartbeatScanner;
    readonly draft: HeartbeatDraft;
}
/** What is between the bytes of a body, cut into heartbeats by its format, and the sink: counts, limits, the first mistake. */
export declare class HeartbeatEntries {
    #private;
    /** What has been done since somebody set it to 0, in heartbeats that the scanner recognised. */
    work: number;
    constructor(reader: HeartbeatReader, limits: BatchLimits, sink: HeartbeatSink);
    /** Entries so far, good and bad. */
    get count(): number;
    /** Entries that were refused for their length. */
    get tooLongCount(): number;
    /** Why nothing more is read, or undefined. */
    get refusal(): BatchProblem | undefined;
    /** Tries to read a heartbeat at a position; it counts once `takeScanned` is called. The position behind it, or `NOT_RECOGNISED`. */
    scan(bytes: Uint8Array, at: number, linesMayEnd: boolean): number;
    /**
     * Takes what was scanned last, or refuses it for its length: the limit holds however the body was cut on its way here.
     *
     * @param length - its bytes, without the blanks around it.
     * @param line - as in `take`.
     */
    takeScanned(length: number, line: number): void;
    /**
     * Takes, or refuses, bytes that are one entry and nothing else, no longer than an entry may be.
     *
     * @param line - the line's number from 1, for messages; 0 where there are no lines.
     * @returns whether they are a heartbeat.
     */
    take(bytes: Uint8Array, line: number): boolean;
    /** Takes bytes that may have been cut off, if they are one whole heartbeat. */
    takeIfWhole(bytes: Uint8Array): void;
    /** Refuses an entry that is no heartbeat. */
    refuse(reason: BatchProblem["reason"], field: string, text: string, line: number): void;
    /** Refuses an entry that is longer than is held. */
    refuseTooLong(line: number): void;
    /** Why the body as a whole is refused, now that it is read to its end; undefined when it is not. */
    finish(mayBeEmpty: boolean): BatchProblem | undefined;
}
