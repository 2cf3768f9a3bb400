import type { ShardId } from "#exporter/domain/terms/ids";
import { SIGNAL_BYTES, writeSignalTail } from "../wal/signal";
import type { PackedSignals } from "../wal/signal";
import type { RegionItems } from "./item-catalogue";

const FIRST_SIGNALS = 64;

/** Signals that are gathered for the shards that their items belong to, packed as they come. */
export class SignalBatches {
  readonly #items: RegionItems;
  readonly #batches = new Map<ShardId, { count: number; bytes: Buffer }>();

  constructor(items: RegionItems) {
    this.#items = items;
  }

  add(item: number, kind: number, userId: number, weight: number): void {
    const shardId = this.#items.shardIds[item] ?? 0;
    let batch = this.#batches.get(shardId);
    if (batch === undefined) {
      batch = { count: 0, bytes: Buffer.alloc(FIRST_SIGNALS * SIGNAL_BYTES) };
      this.#batches.set(shardId, batch);
    }
    const offset = batch.count * SIGNAL_BYTES;
    if (offset === batch.bytes.length) {
      batch.bytes = Buffer.concat([batch.bytes, Buffer.alloc(offset)]);
    }
    batch.bytes.writeUInt32LE(this.#items.lower[item] ?? 0, offset);
    batch.bytes.writeUInt32LE(this.#items.upper[item] ?? 0, offset + 4);
    writeSignalTail(batch.bytes, offset, kind, userId, weight);
    batch.count += 1;
  }

  /** What was gathered, by shard. */
  packed(): (readonly [shardId: ShardId, signals: PackedSignals])[] {
    return [...this.#batches].map(([shardId, { count, bytes }]) => [
      shardId,
      { count, bytes: bytes.subarray(0, count * SIGNAL_BYTES) },
    ]);
  }
}
