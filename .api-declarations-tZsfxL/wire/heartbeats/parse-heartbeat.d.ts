import type { Result } from "../../domain/terms/result";
import type { ShardStats } from "../../domain/terms/shard-stats";
import type { FieldProblem } from "../fields/parse-with";
/** The first thing that is wrong with a heartbeat. */
export interface HeartbeatProblem extends FieldProblem {
    /** Whether the bytes are JSON at all. */
    readonly isJson: boolean;
}
/** A heartbeat, or the first thing that is wrong with it. */
export type ParsedHeartbeat = Result<ShardStats, HeartbeatProblem>;
/**
 * Reads one heartbeat of any spelling, and says what is wrong with what is none. What a heartbeat is, is decided here and
 * in the schema: `HeartbeatScanner` only takes a short cut to the same result.
 *
 * @param bytes - the heartbeat and nothing else but blanks. Positions in messages count from their start.
 */
export declare function parseHeartbeat(bytes: Uint8Array): ParsedHeartbeat;
