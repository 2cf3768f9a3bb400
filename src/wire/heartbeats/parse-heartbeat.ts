import type { Result } from "../../domain/terms/result";
import type { ShardStats } from "../../domain/terms/shard-stats";
import { parseJson } from "../json/json";
import { parseWith } from "../fields/parse-with";
import type { FieldProblem } from "../fields/parse-with";
import { shardStatsSchema } from "../shapes/shard-stats";
import { decodeUtf8 } from "../json/utf8";

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
export function parseHeartbeat(bytes: Uint8Array): ParsedHeartbeat {
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) return { ok: false, isJson: false, field: "", message: decoded.message };
  const json = parseJson(decoded.value);
  if (!json.ok) return { ok: false, isJson: false, field: json.field, message: json.message };
  const result = parseWith(shardStatsSchema, json.value);
  if (result.ok) return { ok: true, value: result.value };
  const [{ field, message }] = result.problems;
  return { ok: false, isJson: true, field, message };
}
