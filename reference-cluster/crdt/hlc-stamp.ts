/** A moment on a hybrid logical clock: stamps are ordered by their fields in this order, and no two nodes make the same one. */
export interface HlcStamp {
  /** Nanoseconds since the epoch, u64: the latest wall time that the node had seen, its own or another's. */
  readonly wallNs: bigint;
  /** u32: tells stamps of the same wall time apart. */
  readonly logical: number;
  /** u16: the node that made the stamp. */
  readonly nodeId: number;
}

/** Below 0 when `a` is earlier, above 0 when it is later, 0 only for the same stamp. */
export function compareHlc(a: HlcStamp, b: HlcStamp): number {
  if (a.wallNs !== b.wallNs) return a.wallNs < b.wallNs ? -1 : 1;
  return a.logical - b.logical || a.nodeId - b.nodeId;
}

/** Whether `a` is later than `b`; any stamp is later than none. */
export function isLater(a: HlcStamp, b: HlcStamp | undefined): boolean {
  return b === undefined || compareHlc(a, b) > 0;
}

/** The later of two stamps of which either may be missing. */
export function laterOf(a: HlcStamp | undefined, b: HlcStamp | undefined): HlcStamp | undefined {
  return a !== undefined && isLater(a, b) ? a : b;
}
