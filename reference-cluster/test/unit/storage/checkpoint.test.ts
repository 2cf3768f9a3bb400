import { decodeCheckpoint, encodeCheckpoint } from "../../../storage/checkpoint";
import { ShardState } from "../../../storage/shard-state";
import { batch } from "../../support/batches";

function encoded(): Buffer {
  const state = new ShardState();
  state.apply(batch(1n, 0n, 7n, 7n, 2n ** 64n - 1n));
  return encodeCheckpoint({ shardId: 3, term: 5, state });
}

describe("a checkpoint", () => {
  test("brings back term, seqno, signals and entities", () => {
    const result = decodeCheckpoint(encoded(), 3);
    if (!result.ok) throw new Error(result.message);
    const { term, state } = result.value;
    expect([term, state.appliedSeqno, state.signalsTotal, state.entities.size]).toEqual([5, 4n, 4n, 3]);
    expect(state.apply(batch(5n, 0n, 7n))).toBe(2);
    expect(state.entities.size).toBe(3);
  });

  test("is refused when any of its bytes is damaged", () => {
    const bytes = encoded();
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at);
      expect(decodeCheckpoint(damaged, 3).ok).toBe(false);
    }
  });

  test.each([
    ["of another shard", encoded(), 4, "belongs to shard 3"],
    ["that is cut short", encoded().subarray(0, -1), 3, "checksum"],
    ["of no bytes", Buffer.alloc(0), 3, "are none"],
  ])("%s is refused", (_, bytes, shardId, message) => {
    const result = decodeCheckpoint(bytes, shardId);
    expect(result).toEqual({ ok: false, message: expect.stringContaining(message) as string });
  });
});
