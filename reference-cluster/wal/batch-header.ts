import { U64_MAX } from "#exporter/domain/terms/ids";
import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";

/** Bytes that a header takes in every version. */
export const BATCH_HEADER_BYTES = 64;

/** `TIDA`, as a little-endian u32. */
export const BATCH_MAGIC = 0x54494441;

/** The version that is written. Version 1 is read: it has zeros where version 2 has the shard and the region. */
export const BATCH_VERSION = 2;

/** What stands before the payload of each batch in a WAL segment, tidalDB's `BatchHeader`. */
export interface BatchHeader {
  readonly version: 1 | 2;
  /** u64. */
  readonly firstSeq: bigint;
  /** u64, inclusive. */
  readonly lastSeq: bigint;
  readonly eventCount: bigint;
  /** Bytes of the payload before compression. */
  readonly uncompressedSize: bigint;
  /** Bytes of the payload as it follows the header. */
  readonly compressedSize: bigint;
  /** Nanoseconds since the epoch on the writer's clock. */
  readonly timestampNs: bigint;
  /** First four bytes of the payload's BLAKE3, as a little-endian u32. */
  readonly checksum: number;
  /** 0 in version 1. */
  readonly shardId: ShardId;
  /** The region whose leader wrote the batch; 0 in version 1. */
  readonly regionId: RegionId;
}

/** A header, or why the bytes are none. */
export type BatchHeaderResult = Result<BatchHeader>;

/** The header's 64 bytes, little-endian. A version 1 header gets zeros for shard and region, whatever it names. */
export function encodeBatchHeader(header: BatchHeader): Buffer {
  const bytes = Buffer.alloc(BATCH_HEADER_BYTES);
  bytes.writeUInt32LE(BATCH_MAGIC, 0);
  bytes.writeUInt32LE(header.version, 4);
  bytes.writeBigUInt64LE(header.firstSeq, 8);
  bytes.writeBigUInt64LE(header.lastSeq, 16);
  bytes.writeBigUInt64LE(header.eventCount, 24);
  bytes.writeBigUInt64LE(header.uncompressedSize, 32);
  bytes.writeBigUInt64LE(header.compressedSize, 40);
  bytes.writeBigUInt64LE(header.timestampNs, 48);
  bytes.writeUInt32LE(header.checksum, 56);
  if (header.version === 2) {
    bytes.writeUInt16LE(header.shardId, 60);
    bytes.writeUInt16LE(header.regionId, 62);
  }
  return bytes;
}

/** Reads a header at `offset`, and refuses one whose numbers contradict each other: only the payload has a checksum. */
export function decodeBatchHeader(bytes: Buffer, offset = 0): BatchHeaderResult {
  if (bytes.length - offset < BATCH_HEADER_BYTES) {
    return refused(`expected ${BATCH_HEADER_BYTES} bytes, got ${bytes.length - offset}`);
  }
  const magic = bytes.readUInt32LE(offset);
  if (magic !== BATCH_MAGIC) {
    return refused(`magic: expected 0x${BATCH_MAGIC.toString(16)}, got 0x${magic.toString(16)}`);
  }
  const version = bytes.readUInt32LE(offset + 4);
  if (version !== 1 && version !== 2) return refused(`version: expected 1 or 2, got ${version}`);
  const header: BatchHeader = {
    version,
    firstSeq: bytes.readBigUInt64LE(offset + 8),
    lastSeq: bytes.readBigUInt64LE(offset + 16),
    eventCount: bytes.readBigUInt64LE(offset + 24),
    uncompressedSize: bytes.readBigUInt64LE(offset + 32),
    compressedSize: bytes.readBigUInt64LE(offset + 40),
    timestampNs: bytes.readBigUInt64LE(offset + 48),
    checksum: bytes.readUInt32LE(offset + 56),
    shardId: bytes.readUInt16LE(offset + 60),
    regionId: bytes.readUInt16LE(offset + 62),
  };
  const { firstSeq, lastSeq, eventCount } = header;
  if (eventCount === 0n || firstSeq === 0n || firstSeq + eventCount - 1n !== lastSeq || lastSeq > U64_MAX) {
    return refused(
      `event_count: expected last_seq - first_seq + 1 of ${firstSeq}..${lastSeq}, got ${eventCount}`,
    );
  }
  if (version === 1 && (header.shardId !== 0 || header.regionId !== 0)) {
    return refused(
      `shard_id, region_id: expected zeros in version 1, got ${header.shardId}, ${header.regionId}`,
    );
  }
  return { ok: true, value: header };
}

function refused(problem: string): BatchHeaderResult {
  return { ok: false, message: `batch header: ${problem}` };
}
