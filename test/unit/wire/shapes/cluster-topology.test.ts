import { clusterTopologySchema, clusterTopologyToWire } from "../../../../src/wire/shapes/cluster-topology";
import { parseWith } from "../../../../src/wire/fields/parse-with";

const assignment = (shard: bigint, region: bigint): unknown => ({ shard_id: shard, region_id: region });

test("a topology is read in any order and returned by shard", () => {
  expect(parseWith(clusterTopologySchema, { shards: [assignment(9n, 0n), assignment(1n, 2n)] })).toEqual({
    ok: true,
    value: {
      shards: [
        { shardId: 1, regionId: 2 },
        { shardId: 9, regionId: 0 },
      ],
    },
  });
});

test("an empty topology is one", () => {
  expect(parseWith(clusterTopologySchema, { shards: [] })).toEqual({ ok: true, value: { shards: [] } });
});

test("a topology is written as it is", () => {
  expect(clusterTopologyToWire({ shards: [{ shardId: 1, regionId: 2 }] })).toEqual({
    shards: [{ shard_id: 1, region_id: 2 }],
  });
});

test.each([
  [{}, "shards", "is missing, expected an array of shard assignments"],
  [{ shards: {} }, "shards", "expected an array of shard assignments, got an object"],
  [{ shards: [assignment(1n, 0n), null] }, "shards.1", "expected an object, got null"],
  [
    { shards: [assignment(1n, 0n), assignment(2n, -1n)] },
    "shards.1.region_id",
    "expected a whole number from 0 to 65535, got -1",
  ],
  [
    { shards: [assignment(1n, 0n), assignment(2n, 0n), assignment(1n, 0n)] },
    "shards.2.shard_id",
    "expected every shard once, got shard 1 a second time",
  ],
])("a topology with a fault is refused at %#", (value, field, problem) => {
  expect(parseWith(clusterTopologySchema, value)).toEqual({
    ok: false,
    problems: [{ field, message: `${field}: ${problem}` }],
  });
});
