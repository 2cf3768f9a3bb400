import { SIGNAL_BYTES, SIGNAL_KINDS } from "../../wal/signal";
import type { PackedSignals } from "../../wal/signal";

/** One signal, for writing a few by hand. */
export interface Signal {
  /** u64. */
  readonly entityId: bigint;
  readonly kind: (typeof SIGNAL_KINDS)[number];
  /** f32. */
  readonly weight: number;
}

/** Packs signals in their order. */
export function packSignals(signals: readonly Signal[]): PackedSignals {
  const bytes = Buffer.alloc(signals.length * SIGNAL_BYTES);
  signals.forEach((signal, index) => {
    const offset = index * SIGNAL_BYTES;
    bytes.writeBigUInt64LE(signal.entityId, offset);
    bytes.writeUInt32LE(SIGNAL_KINDS.indexOf(signal.kind), offset + 8);
    bytes.writeFloatLE(signal.weight, offset + 12);
  });
  return { count: signals.length, bytes };
}
