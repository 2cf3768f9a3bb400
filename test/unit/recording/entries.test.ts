import fc from "fast-check";
import { HeartbeatDraft } from "../../../src/domain/columns/heartbeat-draft";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import { EntryDecoder } from "../../../src/recording/entry-decoder";
import { EntryEncoder } from "../../../src/recording/entry-encoder";
import type { EntryChunk } from "../../../src/recording/entry-encoder";
import { parseAssignments, printAssignments } from "../../../src/recording/assignments";
import { shardStats } from "../../support/domain/domain-fixtures";
import { propertyRuns } from "../../support/property-runs";

const u16 = fc.nat(65_535);
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const lags = fc.uniqueArray(fc.tuple(u16, u64), { maxLength: 70, selector: ([id]) => id });

const heartbeats: fc.Arbitrary<ShardStats> = fc
  .record(
    {
      shardId: u16,
      regionId: u16,
      entityCount: u64,
      diskBytes: u64,
      lastHeartbeatNs: u64,
      signalThroughputEps: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      lag: lags,
      lagNs: lags,
      role: fc.constantFrom("leader" as const, "follower" as const),
      bootId: u64,
      heartbeatSeq: u64,
      leaderSeqno: u64,
    },
    { requiredKeys: ["lag"], noNullPrototype: true },
  )
  .map(({ lag, lagNs, ...stats }) => {
    const ascending = (entries: readonly (readonly [number, bigint])[]): ReadonlyMap<number, bigint> =>
      new Map([...entries].sort(([a], [b]) => a - b));
    return shardStats({
      ...stats,
      replicationLag: ascending(lag),
      ...(lagNs && { replicationLagNs: ascending(lagNs) }),
    });
  });

function encoded(write: (encoder: EntryEncoder) => void): readonly EntryChunk[] {
  const chunks: EntryChunk[] = [];
  const encoder = new EntryEncoder((chunk) => chunks.push(chunk));
  write(encoder);
  encoder.flush();
  return chunks;
}

test("heartbeats are read as they were written, to the last bit, with the time of each", () => {
  const any = fc.array(fc.tuple(heartbeats, fc.boolean(), fc.nat(3)), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(any, (written) => {
      const chunks = encoded((encoder) => {
        for (const [stats, isCopy, atMs] of written) {
          encoder.stamp({ monotonicMs: atMs, wallNs: BigInt(atMs) }, 2 * atMs);
          encoder.heartbeat(new HeartbeatDraft().load(stats), isCopy);
        }
      });
      const read: [ShardStats, boolean, number][] = [];
      let atMs = NaN;
      let workedMs = NaN;
      for (const { bytes } of chunks) {
        for (const entry of new EntryDecoder().decode(bytes)) {
          if (entry.kind === "instant") atMs = entry.instant.monotonicMs;
          if (entry.kind === "worked") ({ workedMs } = entry);
          if (entry.kind !== "heartbeat") continue;
          expect(workedMs).toBe(2 * atMs);
          read.push([entry.draft.toStats(), entry.isCopy, atMs]);
        }
      }
      expect(read).toEqual(written);
    }),
    propertyRuns(1_000),
  );
});

test("each chunk can be read by itself: it begins with an instant", () => {
  const chunks = encoded((encoder) => {
    for (let i = 0; i < 3; i += 1) {
      encoder.stamp({ monotonicMs: 7, wallNs: 9n }, 1);
      encoder.call("tick", []);
      encoder.flush();
    }
  });
  const kinds = chunks.map(({ bytes }) => [...new EntryDecoder().decode(bytes)].map(({ kind }) => kind));
  expect(kinds).toEqual([
    ["instant", "worked", "call"],
    ["instant", "worked", "call"],
    ["instant", "worked", "call"],
  ]);
});

test("one that is larger than a chunk is written whole", () => {
  const text = "x".repeat(1_000_000);
  const [chunk] = encoded((encoder) => {
    encoder.call("events", [text]);
  });
  expect([...new EntryDecoder().decode(chunk?.bytes ?? new Uint8Array())].at(-1)).toEqual({
    kind: "call",
    name: "events",
    args: [text],
  });
});

test("what calls are given comes back with its bigints, maps and bounds", () => {
  const args = [{ a: 2n ** 63n, b: new Map([[1, "eu"]]), c: Infinity, d: [null, true, -1.5] }];
  const [chunk] = encoded((encoder) => {
    encoder.call("configure", args);
  });
  expect([...new EntryDecoder().decode(chunk?.bytes ?? new Uint8Array())].at(-1)).toEqual({
    kind: "call",
    name: "configure",
    args,
  });
});

test.each<[string, readonly number[]]>([
  ["an unknown kind", [99]],
  ["an instant that is cut off", [1, 0, 0]],
  ["a call whose text is longer than the chunk", [4, 255, 0, 0, 0, 91]],
  ["a call that is no list", [4, 2, 0, 0, 0, 123, 125]],
  ["a time of work that is no number", [2, 0, 0, 0, 0, 0, 0, 248, 127]],
])("%s is an error and nothing else", (_, bytes) => {
  expect(() => [...new EntryDecoder().decode(Uint8Array.from(bytes))]).toThrow(
    /expected|outside|out of range/,
  );
});

test("assignments are a text and back", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ shardId: u16, regionId: u16 })), (assignments) => {
      expect(parseAssignments(printAssignments(assignments))).toEqual(assignments);
    }),
    propertyRuns(200),
  );
});
