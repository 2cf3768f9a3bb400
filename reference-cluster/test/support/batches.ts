import { encodeBatch } from "../../wal/batch";
import type { Batch } from "../../wal/batch";
import { packSignals } from "./pack-signals";
import type { PackedSignals } from "../../wal/signal";

export const REPLICA = { shardId: 3, regionId: 1 };

/** One view of each entity. */
export function views(...entityIds: readonly bigint[]): PackedSignals {
  return packSignals(entityIds.map((entityId) => ({ entityId, kind: "view", weight: 1 })));
}

/** A batch from `firstSeq` on with a view of each entity. */
export function batch(firstSeq: bigint, ...entityIds: readonly bigint[]): Batch {
  return encodeBatch(REPLICA, firstSeq, 1_700_000_000_000_000_000n, views(...entityIds));
}
