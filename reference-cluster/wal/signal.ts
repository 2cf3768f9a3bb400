/** Bytes that one signal takes in a batch's payload. */
export const SIGNAL_BYTES = 16;

/** What somebody did with an entity, by number in the payload. */
export const SIGNAL_KINDS = ["view", "like", "share", "skip"] as const;

/**
 * Signals in the form in which they are stored, shipped and applied: 16 bytes each, little-endian: entity u64, kind u32,
 * weight f32. They stay packed from the workload to the last follower, because objects for each would be the main cost.
 */
export interface PackedSignals {
  readonly count: number;
  /** `count * SIGNAL_BYTES` bytes. */
  readonly bytes: Buffer;
}
