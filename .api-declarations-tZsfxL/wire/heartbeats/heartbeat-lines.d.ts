import type { HeartbeatEntries } from "./heartbeat-entries";
import type { HeartbeatFraming } from "./heartbeat-framing";
/** NDJSON: one heartbeat a line, `\n` or `\r\n`; blank lines are skipped and not counted. */
export declare class HeartbeatLines implements HeartbeatFraming {
    #private;
    constructor(entries: HeartbeatEntries, maxLineBytes: number);
    read(bytes: Uint8Array, start: number): number;
    finish(): boolean;
    cutOff(): void;
}
