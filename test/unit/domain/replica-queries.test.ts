import type { ReplicaSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import type { Listing } from "../../../src/domain/terms/listing";
import { RecordedReplicas } from "../../../src/domain/views/recorded-replicas";
import { RegionNames } from "../../../src/domain/regions/region-names";
import { replicasInRegion } from "../../../src/domain/views/replicas-in-region";
import { worstReplicas } from "../../../src/domain/views/worst-replicas";
import { tableOf } from "../../support/domain/replica-columns";
import { neverHeard, replicaSnapshot } from "../../support/metrics/cluster-snapshot";

const REPLICAS = [
  replicaSnapshot({ shardId: 0, regionId: 1 }),
  replicaSnapshot({ shardId: 1, regionId: 0, state: "Degraded" }),
  neverHeard({ shardId: 1, regionId: 1 }),
  replicaSnapshot({ shardId: 2, regionId: 0, state: "Offline" }),
  replicaSnapshot({ shardId: 3, regionId: 1, state: "Offline" }),
];

function ids(replicas: Iterable<ReplicaSnapshot>): readonly (readonly [number, number])[] {
  return Array.from(replicas, ({ shardId, regionId }) => [shardId, regionId]);
}

function recorded(): RecordedReplicas {
  const table = tableOf(REPLICAS);
  return new RecordedReplicas(table, table.slots.ordered, new RegionNames());
}

// What a snapshot hands out, and what anybody may hand in.
describe.each<[string, () => Listing<ReplicaSnapshot>]>([
  ["recorded replicas", recorded],
  ["an array of replicas", () => REPLICAS],
])("of %s", (_, listing) => {
  test("those in one region are found, in the order of the listing", () => {
    expect(ids(replicasInRegion(listing(), 0))).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(replicasInRegion(listing(), 7)).toHaveLength(0);
  });

  test("the worst are Offline, then Degraded, then not heard yet, then Healthy, and no more than are wanted", () => {
    const worstFirst = [
      [2, 0],
      [3, 1],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    for (const limit of [0, 1, 3, 5, 100]) {
      expect(ids(worstReplicas(listing(), limit))).toEqual(worstFirst.slice(0, limit));
    }
  });
});
