import type { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
/** What {@link HeartbeatScanner.scan} returns for what it did not recognise. */
export declare const NOT_RECOGNISED = -1;
/**
 * Reads heartbeats of the usual spelling straight from bytes into a draft, at many times the speed of a general parser.
 *
 * It recognises an object with every required field, keys in any order, blanks wherever JSON has them, plain numbers in
 * range. Whatever else a heartbeat may contain (an unknown key, an escape, null, `5.0` where serde wants `5`, a duplicate) it
 * does not recognise, without saying why: that is left to `parseHeartbeat`. It recognises nothing that `parseHeartbeat`
 * refuses, and reads no other value.
 *
 * Not for two bodies at once: one scanner reads one heartbeat at a time.
 */
export declare class HeartbeatScanner {
    #private;
    /**
     * Recognises one heartbeat.
     *
     * @param at - where it starts; blanks before it are not skipped.
     * @param linesMayEnd - false when it has to end on the line that it starts on.
     * @returns the position behind it, or {@link NOT_RECOGNISED}; then the draft's content is undefined.
     */
    scan(bytes: Uint8Array, at: number, draft: HeartbeatDraft, linesMayEnd: boolean): number;
}
