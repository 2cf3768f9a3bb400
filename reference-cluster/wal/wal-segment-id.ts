import { isU16, isU64 } from "#exporter/domain/terms/ids";
import type { RegionId, ShardId } from "#exporter/domain/terms/ids";

/** A WAL segment's name, tidalDB's `WalSegmentId`. */
export interface WalSegmentId {
  /** The region whose leader wrote the segment; followers keep it. */
  readonly regionId: RegionId;
  readonly shardId: ShardId;
  /** The first seqno in the segment, u64. */
  readonly seqno: bigint;
}

/** `region:shard:seqno`. */
export function formatWalSegmentId({ regionId, shardId, seqno }: WalSegmentId): string {
  return `${regionId}:${shardId}:${seqno}`;
}

/** The id that a text of the form `region:shard:seqno` names, or undefined. */
export function parseWalSegmentId(text: string): WalSegmentId | undefined {
  const match = /^(\d{1,5}):(\d{1,5}):(\d{1,20})$/.exec(text);
  if (match === null) return undefined;
  const [regionId, shardId, seqno] = [Number(match[1]), Number(match[2]), BigInt(match[3] ?? "")];
  return isU16(regionId) && isU16(shardId) && isU64(seqno) ? { regionId, shardId, seqno } : undefined;
}
