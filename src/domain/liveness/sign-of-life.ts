import type { U64Array } from "../columns/u64-words";

/** What of a heartbeat tells who sent it, and in which order. */
export interface SignOfLife {
  readonly u64s: U64Array;
  /** Where the time stamp, the number of the sender's start, and the heartbeat's number since then stand in `u64s`. */
  readonly stampAt: number;
  readonly bootAt: number;
  readonly seqAt: number;
  /** Whether there are such numbers. */
  readonly hasBoot: boolean;
  readonly hasSeq: boolean;
  /** As `HeartbeatContent.of`. */
  readonly content: number;
}
