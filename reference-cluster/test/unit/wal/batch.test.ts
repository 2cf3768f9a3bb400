import * as fc from "fast-check";
import { decodeBatches, encodeBatch, payloadChecksum } from "../../../wal/batch";
import { encodeBatchHeader } from "../../../wal/batch-header";
import { SIGNAL_KINDS } from "../../../wal/signal";
import { packSignals } from "../../support/pack-signals";
import { propertyRuns } from "../../../../test/support/property-runs";
import { REPLICA, batch } from "../../support/batches";

describe("batches in a segment", () => {
  test.each([
    // The first bytes of BLAKE3's published test vectors: af1349b9..., 2d3adedf...
    ["nothing", Buffer.alloc(0), 0xb949_13af],
    ["one zero byte", Buffer.alloc(1), 0xdfde_3a2d],
  ])("have the first four bytes of BLAKE3 as checksum, as for %s", (_, payload, checksum) => {
    expect(payloadChecksum(payload)).toBe(checksum);
  });

  test("are read back as they were written", () => {
    const signal = fc.record({
      entityId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      kind: fc.constantFrom(...SIGNAL_KINDS),
      weight: fc.float({ noNaN: true }),
    });
    const batches = fc.array(fc.array(signal, { minLength: 1, maxLength: 20 }), { maxLength: 5 });
    fc.assert(
      fc.property(batches, (all) => {
        let next = 1n;
        const written = all.map((signals) => {
          const made = encodeBatch(REPLICA, next, 7n, packSignals(signals));
          next = made.header.lastSeq + 1n;
          return made;
        });
        const bytes = Buffer.concat(written.map((one) => one.bytes));
        expect(decodeBatches(bytes)).toEqual({
          batches: written,
          goodBytes: bytes.length,
          problem: undefined,
        });
      }),
      propertyRuns(),
    );
  });

  test("are refused from the first damaged payload on, wherever the damage is", () => {
    const [first, second] = [batch(1n, 10n, 11n), batch(3n, 12n)];
    const payloadBytes = second.signals.bytes.length;
    fc.assert(
      fc.property(fc.nat({ max: payloadBytes - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.concat([first.bytes, second.bytes]);
        const damaged = bytes.length - payloadBytes + at;
        bytes.writeUInt8(bytes.readUInt8(damaged) ^ change, damaged);
        const read = decodeBatches(bytes);
        expect(read.batches).toEqual([first]);
        expect(read.goodBytes).toBe(first.bytes.length);
        expect(read.problem).toContain("checksum");
      }),
      propertyRuns(),
    );
  });

  test("are refused where a seqno is missing between two of them", () => {
    const read = decodeBatches(Buffer.concat([batch(1n, 1n).bytes, batch(3n, 2n).bytes]));
    expect(read.batches).toHaveLength(1);
    expect(read.problem).toContain("expected first_seq 2, got 3");
  });

  test.each([1, 63, 64, 79])("are read up to a torn end of %i bytes", (length) => {
    const whole = batch(1n, 1n);
    const read = decodeBatches(Buffer.concat([whole.bytes, batch(2n, 2n).bytes.subarray(0, length)]));
    expect(read.batches).toEqual([whole]);
    expect(read.problem).toBeDefined();
  });

  test("are refused when a payload says that it is compressed, which nothing here writes", () => {
    const { header, signals } = batch(1n, 1n);
    const bytes = Buffer.concat([encodeBatchHeader({ ...header, uncompressedSize: 99n }), signals.bytes]);
    expect(decodeBatches(bytes).problem).toContain("uncompressed");
  });

  test("of version 1 are read", () => {
    const { header, signals } = batch(1n, 5n);
    const bytes = Buffer.concat([encodeBatchHeader({ ...header, version: 1 }), signals.bytes]);
    expect(decodeBatches(bytes)).toMatchObject({ batches: [{ header: { version: 1, shardId: 0 } }] });
  });
});
