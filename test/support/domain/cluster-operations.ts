import fc from "fast-check";
import { NS_PER_MS } from "../../../src/domain/terms/units";
import { U64_MAX } from "../../../src/domain/terms/ids";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import type { TestCluster } from "./domain-cluster";

/** Something that happens to a cluster. */
export type ClusterOperation =
  | {
      readonly kind: "beat";
      readonly shardId: number;
      readonly regionId: number;
      /** Of the heartbeat's time stamp from the present moment, in milliseconds. */
      readonly skewMs: number;
      readonly says: Partial<ShardStats>;
    }
  | { readonly kind: "assign"; readonly shardId: number; readonly regionId: number }
  | { readonly kind: "replace"; readonly homes: readonly (readonly [number, number])[] }
  | { readonly kind: "removeShard"; readonly shardId: number }
  | { readonly kind: "removeRegion"; readonly regionId: number }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "tick" | "look" }
  | { readonly kind: "rename"; readonly name: string }
  | { readonly kind: "limit"; readonly degradedLagMs: number };

const shardId = fc.constantFrom(0, 1, 2, 40_000, 65_535);
const regionId = fc.constantFrom(0, 1, 2, 65_535);
const anyCount = fc.oneof(fc.constantFrom(0n, 2n ** 53n + 1n, U64_MAX), fc.bigInt({ min: 0n, max: 10_000n }));
const anyLag = fc.dictionary(fc.constantFrom("0", "1", "2", "7"), fc.oneof(fc.constant(0n), anyCount));
const asMap = (entries: Record<string, bigint>): ReadonlyMap<number, bigint> =>
  new Map(Object.entries(entries).map(([id, value]) => [Number(id), value]));

const says: fc.Arbitrary<Partial<ShardStats>> = fc.record(
  {
    entityCount: anyCount,
    diskBytes: anyCount,
    signalThroughputEps: fc.oneof(
      fc.constantFrom(0, -0, Number.MAX_VALUE),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
    ),
    replicationLag: anyLag.map(asMap),
    replicationLagNs: fc
      .dictionary(fc.constantFrom("1", "2", "9"), fc.bigInt({ min: 0n, max: 10_000_000_000n }))
      .map(asMap),
    role: fc.constantFrom("leader" as const, "follower" as const),
    leaderSeqno: anyCount,
    signalsTotal: anyCount,
    bootId: anyCount,
    heartbeatSeq: anyCount,
    appliedSeqno: anyCount,
  },
  { requiredKeys: [], noNullPrototype: true },
);

const anyOperation: fc.Arbitrary<ClusterOperation> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("beat" as const),
      shardId,
      regionId,
      skewMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        fc.constantFrom(-40_000, -3_600_000, 3_600_000),
      ),
      says,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("assign" as const), shardId, regionId }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("replace" as const),
      homes: fc.uniqueArray(fc.tuple(shardId, regionId), { maxLength: 4, selector: ([shard]) => shard }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("removeShard" as const), shardId }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("removeRegion" as const), regionId }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      ms: fc.constantFrom(1, 900, 5_000, 31_000, 100_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("tick" as const, "look" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("rename" as const), name: fc.constantFrom("a", "b") }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("limit" as const),
      degradedLagMs: fc.constantFrom(0, 1_000, 5_000),
    }),
  },
);

/** Any course of events. */
export const clusterOperations = fc.array(anyOperation, { maxLength: 80 });

/** Makes it happen. */
export function perform(cluster: TestCluster, operation: ClusterOperation): void {
  const { controlPlane, time } = cluster;
  switch (operation.kind) {
    case "beat": {
      const lastHeartbeatNs = time.wallNs + BigInt(operation.skewMs) * NS_PER_MS;
      cluster.beat(operation.shardId, operation.regionId, { lastHeartbeatNs, ...operation.says });
      break;
    }
    case "assign":
      controlPlane.updateTopology({ shardId: operation.shardId, regionId: operation.regionId });
      break;
    case "replace":
      controlPlane.replaceTopology(
        operation.homes.map(([shard, region]) => ({ shardId: shard, regionId: region })),
      );
      break;
    case "removeShard":
      controlPlane.removeShard(operation.shardId);
      break;
    case "removeRegion":
      controlPlane.removeRegion(operation.regionId);
      break;
    case "pass":
      time.advance(operation.ms);
      break;
    case "tick":
      controlPlane.tick();
      break;
    case "look":
      controlPlane.totals();
      break;
    case "rename":
      controlPlane.configure({ regionNames: new Map([[0, operation.name]]) });
      break;
    case "limit":
      controlPlane.configure({ degradedLagMs: operation.degradedLagMs });
      break;
  }
}
