import * as fc from "fast-check";
import { decodeBatchHeader, encodeBatchHeader } from "../../../wal/batch-header";
import type { BatchHeader } from "../../../wal/batch-header";
import { propertyRuns } from "../../../../test/support/property-runs";

const HEADER: BatchHeader = {
  version: 2,
  firstSeq: 0x0102_0304_0506_0708n,
  lastSeq: 0x0102_0304_0506_0709n,
  eventCount: 2n,
  uncompressedSize: 32n,
  compressedSize: 32n,
  timestampNs: 1_700_000_000_123_456_789n,
  checksum: 0xdead_beef,
  shardId: 0x1234,
  regionId: 0xfedc,
};

const GOLDEN = [
  "41444954", // magic
  "02000000", // version
  "0807060504030201", // first_seq
  "0907060504030201", // last_seq
  "0200000000000000", // event_count
  "2000000000000000", // uncompressed_size
  "2000000000000000", // compressed_size
  "15cd853dfe9c9717", // timestamp_ns
  "efbeadde", // checksum
  "3412", // shard_id
  "dcfe", // region_id
];

describe("a batch header", () => {
  test("is 64 bytes, little-endian, in the order of tidalDB's table", () => {
    expect(encodeBatchHeader(HEADER).toString("hex")).toBe(GOLDEN.join(""));
  });

  test("of version 1 has zeros for shard and region", () => {
    const bytes = encodeBatchHeader({ ...HEADER, version: 1 });
    expect(bytes.toString("hex")).toBe(
      [GOLDEN[0], "01000000", ...GOLDEN.slice(2, 9), "0000", "0000"].join(""),
    );
    expect(decodeBatchHeader(bytes)).toEqual({
      ok: true,
      value: { ...HEADER, version: 1, shardId: 0, regionId: 0 },
    });
  });

  test("is read back as it was written, at any offset", () => {
    const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    const header = fc.record({
      version: fc.constant(2 as const),
      firstSeq: fc.bigInt({ min: 1n, max: 2n ** 63n }),
      eventCount: fc.bigInt({ min: 1n, max: 2n ** 40n }),
      uncompressedSize: u64,
      compressedSize: u64,
      timestampNs: u64,
      checksum: fc.nat({ max: 0xffff_ffff }),
      shardId: fc.nat({ max: 0xffff }),
      regionId: fc.nat({ max: 0xffff }),
    });
    fc.assert(
      fc.property(header, fc.nat({ max: 100 }), (parts, offset) => {
        const whole: BatchHeader = { ...parts, lastSeq: parts.firstSeq + parts.eventCount - 1n };
        const bytes = Buffer.concat([Buffer.alloc(offset, 0xff), encodeBatchHeader(whole)]);
        expect(decodeBatchHeader(bytes, offset)).toEqual({ ok: true, value: whole });
      }),
      propertyRuns(),
    );
  });

  test.each<[string, (bytes: Buffer) => Buffer, string]>([
    ["is too short", (bytes) => bytes.subarray(0, 63), "expected 64 bytes, got 63"],
    ["has another magic", (bytes) => (bytes.writeUInt8(0, 0), bytes), "magic"],
    ["has version 3", (bytes) => (bytes.writeUInt32LE(3, 4), bytes), "version: expected 1 or 2, got 3"],
    ["has no events", (bytes) => (bytes.writeBigUInt64LE(0n, 24), bytes), "event_count"],
    ["counts its events wrongly", (bytes) => (bytes.writeBigUInt64LE(3n, 24), bytes), "event_count"],
    ["ends before it starts", (bytes) => (bytes.writeBigUInt64LE(1n, 16), bytes), "event_count"],
    ["has version 1 and a shard", (bytes) => (bytes.writeUInt32LE(1, 4), bytes), "shard_id, region_id"],
  ])("is refused when it %s", (_, change, message) => {
    const result = decodeBatchHeader(change(encodeBatchHeader(HEADER)));
    expect(result).toEqual({ ok: false, message: expect.stringContaining(message) as string });
  });

  test("is refused when it starts at seqno 0, which no event has", () => {
    const bytes = encodeBatchHeader({ ...HEADER, firstSeq: 0n, lastSeq: 1n });
    expect(decodeBatchHeader(bytes).ok).toBe(false);
  });
});
