import type { WalSegmentId } from "./wal-segment-id";

/** A segment that will not change any more. */
export interface SealedSegment {
  readonly id: WalSegmentId;
  readonly path: string;
  readonly firstSeq: bigint;
  readonly lastSeq: bigint;
  readonly bytes: number;
}
