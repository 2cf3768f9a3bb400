import { blake3 } from "@noble/hashes/blake3";
import type { ShardId } from "#exporter/domain/terms/ids";
import { EntitySet } from "./entity-set";
import { ShardState } from "./shard-state";
import type { Result } from "#exporter/domain/terms/result";

/** `TICK`, as a little-endian u32. */
const MAGIC = 0x4b434954;
const HEADER_BYTES = 32;
const CHECKSUM_BYTES = 32;

/** A shard's whole state at one seqno: what a replica starts from when the WAL before that seqno is gone. */
export interface Checkpoint {
  readonly shardId: ShardId;
  /** Of the leadership under which the state was reached; it grows by one each time that the shard's home moves. */
  readonly term: number;
  readonly state: ShardState;
}

/** A checkpoint, or why the bytes are none. */
export type CheckpointResult = Result<Checkpoint>;

/** Header (magic, term, applied seqno, signals, shard, number of entities), entity ids, BLAKE3 of all of it. */
export function encodeCheckpoint({ shardId, term, state }: Checkpoint): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt32LE(term, 4);
  header.writeBigUInt64LE(state.appliedSeqno, 8);
  header.writeBigUInt64LE(state.signalsTotal, 16);
  header.writeUInt32LE(shardId, 24);
  header.writeUInt32LE(state.entities.size, 28);
  const content = Buffer.concat([header, state.entities.toBytes()]);
  return Buffer.concat([content, blake3(content)]);
}

/** Checks the checksum, the shard and the length, and builds the state anew. */
export function decodeCheckpoint(bytes: Buffer, shardId: ShardId): CheckpointResult {
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES || bytes.readUInt32LE(0) !== MAGIC) {
    return { ok: false, message: `checkpoint of shard ${shardId}: these ${bytes.length} bytes are none` };
  }
  const content = bytes.subarray(0, -CHECKSUM_BYTES);
  if (!bytes.subarray(-CHECKSUM_BYTES).equals(blake3(content))) {
    return { ok: false, message: `checkpoint of shard ${shardId}: the checksum does not match the content` };
  }
  if (content.readUInt32LE(24) !== shardId) {
    return {
      ok: false,
      message: `checkpoint of shard ${shardId}: it belongs to shard ${content.readUInt32LE(24)}`,
    };
  }
  const entities = EntitySet.fromBytes(content.subarray(HEADER_BYTES));
  if (entities.size !== content.readUInt32LE(28)) {
    return {
      ok: false,
      message: `checkpoint of shard ${shardId}: expected ${content.readUInt32LE(28)} entities, got ${entities.size}`,
    };
  }
  const state = new ShardState(entities, content.readBigUInt64LE(8), content.readBigUInt64LE(16));
  return { ok: true, value: { shardId, term: content.readUInt32LE(4), state } };
}
