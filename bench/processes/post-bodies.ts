import type { ClusterShape } from "../cluster-shape";
import { followersOf, homeOf, shardFigures } from "../cluster-shape";

/** A whole request with the heartbeats of some shards, built beforehand; only the times in it are written when it is sent. */
export interface PostBody {
  readonly bytes: Buffer;
  readonly heartbeats: number;
  /** Where the 19 digits of each `last_heartbeat_ns` begin. */
  readonly timeOffsets: readonly number[];
}

/** Stands for the time until a request is sent; as many digits as nanoseconds since the epoch have until 2286. */
const TIME_PLACEHOLDER = "1000000000000000000";

/** What the requests of one round hold. */
export interface BodyOptions {
  /** Heartbeats in one request; 1 makes a single object and no array. */
  readonly batch: number;
  readonly round: number;
  /** Default 0. */
  readonly firstShard?: number | undefined;
}

/** The requests in which every shard sends one heartbeat, in the order of the shards. */
export function buildPostBodies(
  host: string,
  { shards, followers }: ClusterShape,
  { batch, round, firstShard = 0 }: BodyOptions,
): readonly PostBody[] {
  const bodies: PostBody[] = [];
  const end = firstShard + shards;
  for (let first = firstShard; first < end; first += batch) {
    const count = Math.min(batch, end - first);
    const heartbeats = Array.from({ length: count }, (_, i) => heartbeatJson(first + i, round, followers));
    const json = batch === 1 ? (heartbeats[0] ?? "") : `[${heartbeats.join(",")}]`;
    const head =
      `POST /api/v1/heartbeats HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
      `content-length: ${json.length}\r\n\r\n`;
    const bytes = Buffer.from(head + json, "latin1");
    bodies.push({ bytes, heartbeats: count, timeOffsets: placesOf(TIME_PLACEHOLDER, bytes) });
  }
  return bodies;
}

/** Writes the time of sending into every heartbeat. */
export function stampBody({ bytes, timeOffsets }: PostBody, nineteenDigits: Buffer): void {
  for (const offset of timeOffsets) nineteenDigits.copy(bytes, offset);
}

/** One heartbeat as a Rust program prints it: no blanks, u64s as plain digits. */
export function heartbeatJson(shardId: number, round: number, followers: number): string {
  const figures = shardFigures(shardId, round, followers);
  const lags = followersOf(shardId, followers).map((id, i) => `"${id}":${figures.lagSeqnos[i] ?? 0}`);
  return (
    `{"shard_id":${shardId},"region_id":${homeOf(shardId)},"entity_count":${figures.entityCount},` +
    `"signal_throughput_eps":${figures.signalsPerSecond},"replication_lag":{${lags.join(",")}},` +
    `"disk_bytes":${figures.walBytes},"last_heartbeat_ns":${TIME_PLACEHOLDER}}`
  );
}

function placesOf(text: string, bytes: Buffer): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) places.push(at);
  return places;
}
