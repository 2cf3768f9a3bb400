import { packSignals as pack } from "../../wal/signal";
import type { PackedSignals, Signal as WholeSignal } from "../../wal/signal";

/** One signal, for writing a few by hand; of no user unless one is named. */
export type Signal = Omit<WholeSignal, "userId"> & Partial<Pick<WholeSignal, "userId">>;

/** Packs signals in their order. */
export function packSignals(signals: readonly Signal[]): PackedSignals {
  return pack(signals.map((signal) => ({ userId: 0, ...signal })));
}
