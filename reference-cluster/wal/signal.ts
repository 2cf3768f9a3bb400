/** Bytes that one signal takes in a batch's payload. */
export const SIGNAL_BYTES = 16;

/** What a user did with an entity, by number in the payload. */
export const SIGNAL_KINDS = ["view", "dwell", "save", "skip", "share"] as const;

export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** The largest number that a user can have in a signal; 0 stands for no user. */
export const MOST_USER_ID = 0xff_ffff;

/**
 * Signals in the form in which they are stored, shipped and applied: 16 bytes each, little-endian: entity u64, kind u8, user
 * u24, weight f32. They stay packed from the workload to the last follower, because objects for each would be the main cost.
 */
export interface PackedSignals {
  readonly count: number;
  /** `count * SIGNAL_BYTES` bytes. */
  readonly bytes: Buffer;
}

/** One signal of {@link PackedSignals}, for where there are few of them. */
export interface Signal {
  /** u64. */
  readonly entityId: bigint;
  readonly kind: SignalKind;
  /** Up to {@link MOST_USER_ID}. */
  readonly userId: number;
  /** f32. */
  readonly weight: number;
}

/** Writes a signal's kind, by its place in {@link SIGNAL_KINDS}, its user and its weight; `offset` is where the signal begins. */
export function writeSignalTail(
  bytes: Buffer,
  offset: number,
  kind: number,
  userId: number,
  weight: number,
): void {
  bytes.writeUInt32LE(((userId << 8) | kind) >>> 0, offset + 8);
  bytes.writeFloatLE(weight, offset + 12);
}

/** The kind of the signal that begins at `offset`, by its place in {@link SIGNAL_KINDS}. */
export function signalKindAt(bytes: Buffer, offset: number): number {
  return bytes.readUInt8(offset + 8);
}

/** The user of the signal that begins at `offset`; 0 for none. */
export function signalUserAt(bytes: Buffer, offset: number): number {
  return bytes.readUInt32LE(offset + 8) >>> 8;
}

/** Packs signals in their order. */
export function packSignals(signals: readonly Signal[]): PackedSignals {
  const bytes = Buffer.alloc(signals.length * SIGNAL_BYTES);
  signals.forEach(({ entityId, kind, userId, weight }, index) => {
    const offset = index * SIGNAL_BYTES;
    bytes.writeBigUInt64LE(entityId, offset);
    writeSignalTail(bytes, offset, SIGNAL_KINDS.indexOf(kind), userId, weight);
  });
  return { count: signals.length, bytes };
}
