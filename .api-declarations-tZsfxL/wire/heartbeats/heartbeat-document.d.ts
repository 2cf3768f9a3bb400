import type { HeartbeatEntries } from "./heartbeat-entries";
import type { HeartbeatFraming } from "./heartbeat-framing";
/** A JSON document: one heartbeat, or an array of them, whose elements are cut at the commas between them. */
export declare class HeartbeatDocument implements HeartbeatFraming {
    #private;
    constructor(entries: HeartbeatEntries, maxLineBytes: number);
    read(bytes: Uint8Array, start: number): number;
    finish(): boolean;
    cutOff(): void;
}
