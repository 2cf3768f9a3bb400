import type { CopyColumn } from "../columns/column-room";
import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";

/** All that is shown of when replicas were heard, by slot; what is needed together lies side by side. */
export interface LivenessColumns {
  /** Of slot `s` from `FLOATS * s` on: see `SINCE_MS` and `OLDER_MS`. */
  readonly silences: Float64Array<ArrayBuffer>;
  /** Of slot `s` from `STAMPS * s` on: see `ARRIVAL` and `NEWEST`. */
  readonly stampsNs: U64Array;
  /** Bits that `Liveness` gives their meaning. */
  readonly heard: Uint8Array<ArrayBuffer>;
}

/** Lived time at which the last fresh heartbeat arrived; of a replica not heard yet, when its first became due. */
export const SINCE_MS = 0;
/** How much older than that the silence is: the heartbeat had waited. */
export const OLDER_MS = 1;
export const FLOATS = 2;

/** When the last fresh heartbeat arrived, by our clock; its own time stamp. */
export const ARRIVAL = 0;
export const NEWEST = 1;
export const STAMPS = 2;

/** Columns without room. */
export const NOTHING_HEARD: LivenessColumns = {
  silences: new Float64Array(0),
  stampsNs: new U64Array(0),
  heard: new Uint8Array(0),
};

/** Columns with room for so many slots. The one place where columns are made of others: it has to name all of them. */
export function resizedLiveness(
  columns: LivenessColumns,
  capacity: number,
  copyOf: CopyColumn = resized,
): LivenessColumns {
  return {
    silences: copyOf(columns.silences, FLOATS * capacity),
    stampsNs: columns.stampsNs.resized(STAMPS * capacity, copyOf),
    heard: copyOf(columns.heard, capacity),
  };
}
