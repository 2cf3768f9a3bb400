import type { HeartbeatDraft } from "../domain/columns/heartbeat-draft";
import type { Result } from "../domain/terms/result";
import type { HeartbeatSink } from "../wire/heartbeats/heartbeat-entries";
import { HeartbeatReader } from "../wire/heartbeats/heartbeat-entries";
import { HeartbeatStream } from "../wire/heartbeats/heartbeat-stream";
import { jsonMembers } from "../wire/json/json-members";
import { withoutByteOrderMark } from "../wire/json/utf8";
import { readClusterHealthHead } from "../wire/shapes/cluster-health-head";
import type { ClusterHealthHead } from "../wire/shapes/cluster-health-head";

/** Every shard that there can be, in more regions than there are. */
const LIMITS = { maxHeartbeats: 1_000_000, maxLineBytes: 64 * 1024 };

/** Resolves when other work has had its turn. */
export type NextTurn = () => Promise<void>;

/** Told of the entries of a document, in their order. */
export interface EntrySink {
  take(draft: HeartbeatDraft): void;
  /** One that is no heartbeat, and the first thing that is wrong with it. */
  refuse(message: string): void;
}

/** Cuts a document and reads its head, a piece in each turn. Its entries are not looked at. */
export async function readHead(bytes: Uint8Array, nextTurn: NextTurn): Promise<Result<ClusterHealthHead>> {
  const steps = jsonMembers(withoutByteOrderMark(bytes));
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value.ok ? readClusterHealthHead(step.value.value) : step.value;
    await nextTurn();
  }
}

/**
 * Hands on the entries of a document, some in each turn. What is wrong with one of them costs that one only.
 *
 * @param goesOn - asked in every turn: whether the rest is still wanted.
 * @returns why the list as a whole is none, where nothing in it is a heartbeat or it is too long.
 */
export async function readEntries(
  shards: Uint8Array,
  sink: EntrySink,
  nextTurn: NextTurn,
  goesOn: () => boolean,
): Promise<Result<undefined>> {
  const entries: HeartbeatSink = {
    take: (draft) => {
      sink.take(draft);
    },
    refuse: (index, _, message) => {
      sink.refuse(`shards.${index}: ${message}`);
    },
  };
  const stream = new HeartbeatStream("json", LIMITS, new HeartbeatReader(), entries);
  stream.push(shards);
  while (!stream.advance()) {
    await nextTurn();
    if (!goesOn()) return { ok: true, value: undefined };
  }
  const problem = stream.finish();
  return problem === undefined
    ? { ok: true, value: undefined }
    : { ok: false, message: `shards: ${problem.message}` };
}
