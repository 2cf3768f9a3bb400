import { blake3 } from "@noble/hashes/blake3";
import type { ReplicaId } from "#exporter/domain/terms/ids";
import { BATCH_HEADER_BYTES, BATCH_VERSION, decodeBatchHeader, encodeBatchHeader } from "./batch-header";
import type { BatchHeader } from "./batch-header";
import { SIGNAL_BYTES } from "./signal";
import type { PackedSignals } from "./signal";

/** A batch as it lies in a segment: its header, its signals, and all its bytes together. */
export interface Batch {
  readonly header: BatchHeader;
  readonly signals: PackedSignals;
  /** Header and payload. */
  readonly bytes: Buffer;
}

/** What could be read of a segment: the batches before the first bad byte, and what is wrong there, if anything. */
export interface BatchesRead {
  readonly batches: readonly Batch[];
  /** Bytes that the good batches take. */
  readonly goodBytes: number;
  readonly problem: string | undefined;
}

/** The first four bytes of the BLAKE3 of a payload, as a little-endian u32. */
export function payloadChecksum(payload: Uint8Array): number {
  return Buffer.from(blake3(payload, { dkLen: 4 })).readUInt32LE(0);
}

/** A batch of `signals`, of which there must be at least one, from `firstSeq` on. The payload is not compressed. */
export function encodeBatch(
  writer: ReplicaId,
  firstSeq: bigint,
  timestampNs: bigint,
  signals: PackedSignals,
): Batch {
  const size = BigInt(signals.bytes.length);
  const header: BatchHeader = {
    version: BATCH_VERSION,
    firstSeq,
    lastSeq: firstSeq + BigInt(signals.count) - 1n,
    eventCount: BigInt(signals.count),
    uncompressedSize: size,
    compressedSize: size,
    timestampNs,
    checksum: payloadChecksum(signals.bytes),
    shardId: writer.shardId,
    regionId: writer.regionId,
  };
  return { header, signals, bytes: Buffer.concat([encodeBatchHeader(header), signals.bytes]) };
}

/** Reads batch after batch and checks each payload's checksum and that no seqno is missing between two of them. */
export function decodeBatches(bytes: Buffer): BatchesRead {
  const batches: Batch[] = [];
  let goodBytes = 0;
  while (goodBytes < bytes.length) {
    const next = decodeBatch(bytes, goodBytes);
    if (typeof next === "string") return { batches, goodBytes, problem: `${next} (byte ${goodBytes})` };
    const previous = batches.at(-1);
    if (previous !== undefined && next.header.firstSeq !== previous.header.lastSeq + 1n) {
      const problem = `batch: expected first_seq ${previous.header.lastSeq + 1n}, got ${next.header.firstSeq}`;
      return { batches, goodBytes, problem: `${problem} (byte ${goodBytes})` };
    }
    batches.push(next);
    goodBytes += next.bytes.length;
  }
  return { batches, goodBytes, problem: undefined };
}

function decodeBatch(bytes: Buffer, offset: number): Batch | string {
  const result = decodeBatchHeader(bytes, offset);
  if (!result.ok) return result.message;
  const { value: header } = result;
  const start = offset + BATCH_HEADER_BYTES;
  if (header.compressedSize !== header.uncompressedSize) {
    return `batch: expected an uncompressed payload, got ${header.compressedSize} of ${header.uncompressedSize} bytes`;
  }
  if (header.compressedSize !== header.eventCount * BigInt(SIGNAL_BYTES)) {
    return `batch: expected ${SIGNAL_BYTES} bytes for each of ${header.eventCount} events, got ${header.compressedSize}`;
  }
  if (header.compressedSize > BigInt(bytes.length - start)) {
    return `batch: expected a payload of ${header.compressedSize} bytes, got ${bytes.length - start}`;
  }
  const end = start + Number(header.compressedSize);
  const payload = bytes.subarray(start, end);
  const checksum = payloadChecksum(payload);
  if (checksum !== header.checksum) return `batch: expected checksum ${header.checksum}, got ${checksum}`;
  return {
    header,
    signals: { count: Number(header.eventCount), bytes: payload },
    bytes: bytes.subarray(offset, end),
  };
}
