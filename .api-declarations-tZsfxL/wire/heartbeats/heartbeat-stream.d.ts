import type { BatchLimits, BatchProblem, HeartbeatReader, HeartbeatSink } from "./heartbeat-entries";
/** How the body says that it is written: `application/json` or `application/x-ndjson`. */
export type HeartbeatFormat = "json" | "ndjson";
/**
 * Reads a body of heartbeats while it arrives, and hands each on as soon as it is complete. What is held is one unfinished
 * heartbeat, however long the body is.
 *
 * - `json`: one object, or an array. An empty array is a batch of none.
 * - `ndjson`: one object a line; messages name the line, from 1.
 *
 * What is wrong with one heartbeat (its JSON, its UTF-8, its length) costs that heartbeat only. One byte order mark at the start
 * is ignored. A heartbeat's index is its position; positions in messages count from its first character.
 */
export declare class HeartbeatStream {
    #private;
    /** @param reader - may be shared by any number of streams. */
    constructor(format: HeartbeatFormat, limits: BatchLimits, reader: HeartbeatReader, sink: HeartbeatSink);
    /** Entries so far, good and bad. */
    get count(): number;
    /** Entries that were refused for their length. */
    get tooLongCount(): number;
    /** Gives it the next bytes, which nobody may change afterwards. Those before must have been read to their end. */
    push(chunk: Uint8Array): void;
    /** Reads on for a short while. Returns whether it read all bytes that it was given, or wants no more. */
    advance(): boolean;
    /** Why no more bytes are wanted: more heartbeats than are taken. Undefined while they are. */
    get refusal(): BatchProblem | undefined;
    /** Ends the body. Returns why it is refused as a whole, or undefined. */
    finish(): BatchProblem | undefined;
    /** Ends a body whose rest will never arrive: what is complete is taken, and the rest is nobody's mistake. */
    cutOff(): void;
}
