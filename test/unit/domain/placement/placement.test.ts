import fc from "fast-check";

import { RendezvousHash } from "../../../../src/domain/placement/placement";
import { murmur3, placementKey } from "../../../support/domain/domain-murmur3";
import golden from "../../../fixtures/placement-golden.json";
import { propertyRuns, someRows } from "../../../support/property-runs";

const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const shardIds = fc
  .uniqueArray(fc.integer({ min: 0, max: 65_535 }), { minLength: 1, maxLength: 40 })
  .map((ids) => ids.sort((a, b) => a - b));

const hash = new RendezvousHash();

/** The heaviest shard by weights that are worked out one by one, the slow way. */
function heaviestByTheBook(
  tenantId: bigint,
  entityId: bigint,
  shards: readonly number[],
): number | undefined {
  const weighed = shards.map((shardId) => ({
    shardId,
    weight: murmur3(placementKey(tenantId, entityId, shardId), 0),
  }));
  return weighed.sort((a, b) => b.weight - a.weight || a.shardId - b.shardId)[0]?.shardId;
}

/** Pearson's statistic of how unevenly `counts` are spread. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe("the yardstick itself", () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

  test.each<[string, Uint8Array, number, number]>([
    ["nothing", bytes(), 0, 0],
    ["nothing, seed 1", bytes(), 1, 0x514e28b7],
    ["nothing, greatest seed", bytes(), 0xffffffff, 0x81f16f39],
    ["ff ff ff ff", bytes(0xff, 0xff, 0xff, 0xff), 0, 0x76293b50],
    ["21 43 65 87", bytes(0x21, 0x43, 0x65, 0x87), 0, 0xf55b516b],
    ["21 43 65 87, seeded", bytes(0x21, 0x43, 0x65, 0x87), 0x5082edee, 0x2362f9de],
    ["21 43 65", bytes(0x21, 0x43, 0x65), 0, 0x7e4a8634],
    ["21 43", bytes(0x21, 0x43), 0, 0xa0f7b07a],
    ["21", bytes(0x21), 0, 0x72661cf4],
    ["00 00 00 00", bytes(0, 0, 0, 0), 0, 0x2362f9de],
    ["aaaa, seeded", text("aaaa"), 0x9747b28c, 0x5a97808a],
    ["Hello, world!, seeded", text("Hello, world!"), 0x9747b28c, 0x24884cba],
  ])("gives the published MurmurHash3 of %s", (_, input, seed, published) => {
    expect(murmur3(input, seed)).toBe(published);
  });
});

describe("golden vectors, computed by another implementation in another language", () => {
  test("there are enough of them, and they name more than a few shards", () => {
    expect(golden.vectors.length).toBeGreaterThanOrEqual(20);
    expect(new Set(golden.vectors.map(({ shard }) => shard)).size).toBeGreaterThanOrEqual(8);
  });

  test.each(golden.vectors)(
    "tenant $tenant, entity $entity among $shards goes to $shard",
    ({ tenant, entity, shards, weights, shard }) => {
      const [tenantId, entityId] = [BigInt(tenant), BigInt(entity)];
      expect(shards.map((shardId) => murmur3(placementKey(tenantId, entityId, shardId), 0))).toEqual(weights);
      expect(hash.heaviest(tenantId, entityId, shards)).toBe(shard);
    },
  );
});

describe("RendezvousHash", () => {
  test("has no shard where there is none", () => {
    expect(hash.heaviest(1n, 2n, [])).toBeUndefined();
  });

  test("has the only shard where there is one", () => {
    fc.assert(
      fc.property(u64, u64, fc.integer({ min: 0, max: 65_535 }), (tenantId, entityId, shardId) => {
        expect(hash.heaviest(tenantId, entityId, [shardId])).toBe(shardId);
      }),
      propertyRuns(),
    );
  });

  test("agrees with weights worked out one by one, for any key and any shards", () => {
    fc.assert(
      fc.property(u64, u64, shardIds, (tenantId, entityId, shards) => {
        expect(hash.heaviest(tenantId, entityId, shards)).toBe(heaviestByTheBook(tenantId, entityId, shards));
      }),
      propertyRuns(500),
    );
  });

  test("remembers nothing: what was asked before does not matter", () => {
    fc.assert(
      fc.property(u64, u64, u64, shardIds, (tenantId, entityId, other, shards) => {
        const fresh = new RendezvousHash().heaviest(tenantId, entityId, shards);
        hash.heaviest(other, tenantId, shards);
        expect(hash.heaviest(tenantId, entityId, shards)).toBe(fresh);
      }),
      propertyRuns(),
    );
  });

  test("a shard that leaves moves only its own keys", () => {
    fc.assert(
      fc.property(u64, u64, shardIds, fc.nat(), (tenantId, entityId, shards, pick) => {
        const leaver = shards[pick % shards.length];
        const before = hash.heaviest(tenantId, entityId, shards);
        const after = hash.heaviest(
          tenantId,
          entityId,
          shards.filter((shardId) => shardId !== leaver),
        );
        if (before !== leaver) expect(after).toBe(before);
      }),
      propertyRuns(),
    );
  });

  test("a shard that joins takes keys for itself, and moves none between others", () => {
    fc.assert(
      fc.property(
        u64,
        u64,
        shardIds,
        fc.integer({ min: 0, max: 65_535 }),
        (tenantId, entityId, shards, joiner) => {
          const before = hash.heaviest(tenantId, entityId, shards);
          const after = hash.heaviest(
            tenantId,
            entityId,
            [...new Set([...shards, joiner])].sort((a, b) => a - b),
          );
          expect([before, joiner]).toContain(after);
        },
      ),
      propertyRuns(),
    );
  });

  // 99.99th percentile of chi-square with 15 degrees of freedom. The keys are fixed, so these cannot fail by chance.
  const LIMIT_15 = 44.3;

  test.each<[string, (i: bigint) => readonly [tenantId: bigint, entityId: bigint]]>(
    someRows(
      [
        ["entities numbered from 0", (i) => [1n, i]],
        ["entities numbered in steps of 65536", (i) => [1n, i * 65_536n]],
        ["entities numbered in steps of 2^40", (i) => [1n, i << 40n]],
        ["one entity of many tenants", (i) => [i, 1n]],
        ["tenants and entities of the same number", (i) => [i, i]],
        ["entities numbered down from the last", (i) => [7n, 2n ** 64n - 1n - i]],
      ],
      2,
    ),
  )("spreads evenly over 16 shards: %s", (_, key) => {
    const shards = Array.from({ length: 16 }, (__, shardId) => shardId);
    const counts = shards.map(() => 0);
    for (let i = 0n; i < 32_000n; i += 1n) {
      const shardId = hash.heaviest(...key(i), shards) ?? -1;
      counts[shardId] = (counts[shardId] ?? NaN) + 1;
    }
    expect(chiSquare(counts)).toBeLessThan(LIMIT_15);
  });
});
