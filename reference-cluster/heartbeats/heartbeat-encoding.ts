import type { ShardStats } from "#exporter/domain/terms/shard-stats";
import { printJson } from "#exporter/wire/json/json";
import { shardStatsToWire } from "#exporter/wire/shapes/shard-stats";

/** How a batch of heartbeats is written. */
export const HEARTBEAT_FORMATS = ["json", "ndjson"] as const;

export type HeartbeatFormat = (typeof HEARTBEAT_FORMATS)[number];

export const HEARTBEAT_CONTENT_TYPES: Readonly<Record<HeartbeatFormat, string>> = {
  json: "application/json",
  ndjson: "application/x-ndjson",
};

/** A batch as one JSON array, or as one JSON object a line. */
export function encodeHeartbeats(batch: readonly ShardStats[], format: HeartbeatFormat): string {
  const wire = batch.map(shardStatsToWire);
  return format === "json" ? printJson(wire) : wire.map((stats) => `${printJson(stats)}\n`).join("");
}
