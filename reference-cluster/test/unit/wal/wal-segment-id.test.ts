import { formatWalSegmentId, parseWalSegmentId } from "../../../wal/wal-segment-id";

describe("a WAL segment's id", () => {
  test.each([
    [{ regionId: 0, shardId: 0, seqno: 1n }, "0:0:1"],
    [{ regionId: 65535, shardId: 12, seqno: 2n ** 64n - 1n }, "65535:12:18446744073709551615"],
  ])("is written region:shard:seqno and read back", (id, text) => {
    expect(formatWalSegmentId(id)).toBe(text);
    expect(parseWalSegmentId(text)).toEqual(id);
  });

  test.each(["", "1:2", "1:2:3:4", "-1:2:3", "1:2:x", "65536:0:1", "0:0:18446744073709551616", "0:0:1.open"])(
    "is not read from %p",
    (text) => {
      expect(parseWalSegmentId(text)).toBeUndefined();
    },
  );
});
