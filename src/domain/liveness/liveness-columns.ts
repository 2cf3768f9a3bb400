import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";

/** All that is shown of when replicas were heard, by slot. */
export interface LivenessColumns {
  /** Lived time at which the last fresh heartbeat arrived; of a replica not heard yet, when its first became due. */
  readonly sinceMs: Float64Array<ArrayBuffer>;
  /** How much older than that the silence is: the heartbeat had waited. */
  readonly olderMs: Float64Array<ArrayBuffer>;
  /** Bits that `Liveness` gives their meaning. */
  readonly heard: Uint8Array<ArrayBuffer>;
  readonly arrivalNs: U64Array;
  readonly newestNs: U64Array;
}

/** Columns without room. */
export const NOTHING_HEARD: LivenessColumns = {
  sinceMs: new Float64Array(0),
  olderMs: new Float64Array(0),
  heard: new Uint8Array(0),
  arrivalNs: new U64Array(0),
  newestNs: new U64Array(0),
};

/** Columns with room for so many slots. The one place where columns are made of others: it has to name all of them. */
export function resizedLiveness(columns: LivenessColumns, capacity: number): LivenessColumns {
  return {
    sinceMs: resized(columns.sinceMs, capacity),
    olderMs: resized(columns.olderMs, capacity),
    heard: resized(columns.heard, capacity),
    arrivalNs: columns.arrivalNs.resized(capacity),
    newestNs: columns.newestNs.resized(capacity),
  };
}
