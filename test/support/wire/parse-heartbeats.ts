import { HeartbeatReader } from "../../../src/wire/heartbeats/heartbeat-entries";
import type { BatchProblem } from "../../../src/wire/heartbeats/heartbeat-entries";
import { HeartbeatStream } from "../../../src/wire/heartbeats/heartbeat-stream";
import type { HeartbeatFormat } from "../../../src/wire/heartbeats/heartbeat-stream";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";

export type { HeartbeatFormat } from "../../../src/wire/heartbeats/heartbeat-stream";

/** One entry of a batch: a heartbeat, or the first thing that is wrong with it. */
export type ParsedHeartbeat =
  | { readonly ok: true; readonly value: ShardStats }
  | { readonly ok: false; readonly field: string; readonly message: string };

/** The entries of a body in their order, or why it is refused; those that were read before that are not shown. */
export type HeartbeatBatch =
  | { readonly ok: true; readonly heartbeats: readonly ParsedHeartbeat[] }
  | ({ readonly ok: false } & BatchProblem);

/** What came out of a stream, refused or not. */
export interface StreamedHeartbeats {
  readonly heartbeats: readonly ParsedHeartbeat[];
  readonly refusal: BatchProblem | undefined;
}

/** What a body may hold, and how it ends. */
export interface StreamOptions {
  readonly maxHeartbeats?: number;
  readonly maxLineBytes?: number;
  /** Whether its rest never arrives. */
  readonly isCutOff?: boolean;
  readonly reader?: HeartbeatReader;
}

/** Reads a body that arrives in these chunks, as the exporter does. */
export function streamHeartbeats(
  chunks: readonly Uint8Array[],
  format: HeartbeatFormat,
  {
    maxHeartbeats = 1_000,
    maxLineBytes = 2 ** 20,
    isCutOff = false,
    reader = new HeartbeatReader(),
  }: StreamOptions = {},
): StreamedHeartbeats {
  const heartbeats: ParsedHeartbeat[] = [];
  const stream = new HeartbeatStream(format, { maxHeartbeats, maxLineBytes }, reader, {
    take: (draft, index) => {
      heartbeats[index] = { ok: true, value: draft.toStats() };
    },
    refuse: (index, field, message) => {
      heartbeats[index] = { ok: false, field, message };
    },
  });
  for (const chunk of chunks) {
    stream.push(chunk);
    while (!stream.advance());
    if (stream.refusal) break;
  }
  if (isCutOff) stream.cutOff();
  return { heartbeats, refusal: isCutOff ? undefined : stream.finish() };
}

/** Reads a whole body at once, as the exporter reads it in pieces. */
export function parseHeartbeats(
  body: Uint8Array,
  format: HeartbeatFormat,
  maxHeartbeats: number,
): HeartbeatBatch {
  const { heartbeats, refusal } = streamHeartbeats([body], format, { maxHeartbeats });
  return refusal === undefined ? { ok: true, heartbeats } : { ok: false, ...refusal };
}
