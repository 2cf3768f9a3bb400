import { Replica } from "../../../src/domain/replica";
import { ReplicaSet } from "../../../src/domain/replica-set";

function replicaSet(...ids: readonly [shardId: number, regionId: number][]): ReplicaSet {
  const set = new ReplicaSet();
  for (const [shardId, regionId] of ids) set.add(new Replica({ shardId, regionId }, 0));
  return set;
}

function listed(set: ReplicaSet): readonly (readonly [number, number])[] {
  return set.ordered.map(({ id }) => [id.shardId, id.regionId]);
}

describe("ReplicaSet", () => {
  test("lists by shard, then region, whatever order they were added in", () => {
    const set = replicaSet([2, 0], [0, 9], [1, 65_535], [0, 3], [1, 0]);
    expect(listed(set)).toEqual([
      [0, 3],
      [0, 9],
      [1, 0],
      [1, 65_535],
      [2, 0],
    ]);
  });

  test("finds a replica by shard and region together, never by one of them", () => {
    const set = replicaSet([1, 2]);
    expect(set.get({ shardId: 1, regionId: 2 })?.id).toEqual({ shardId: 1, regionId: 2 });
    expect(set.get({ shardId: 2, regionId: 1 })).toBeUndefined();
    expect(set.get({ shardId: 1, regionId: 0 })).toBeUndefined();
  });

  test("removes one, and bears being asked to remove one that is not there", () => {
    const set = replicaSet([1, 0], [1, 1]);
    set.remove({ shardId: 1, regionId: 0 });
    set.remove({ shardId: 8, regionId: 8 });
    expect(listed(set)).toEqual([[1, 1]]);
  });

  test("removes all that a condition picks", () => {
    const set = replicaSet([0, 0], [0, 1], [1, 0], [1, 1]);
    set.removeWhere(({ id }) => id.regionId === 1);
    expect(listed(set)).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  test("a listing that was handed out does not change under its reader", () => {
    const set = replicaSet([1, 0]);
    const before = set.ordered;
    set.add(new Replica({ shardId: 0, regionId: 0 }, 0));
    set.removeWhere(({ id }) => id.shardId === 1);
    expect(before.map(({ id }) => id.shardId)).toEqual([1]);
    expect(listed(set)).toEqual([[0, 0]]);
  });

  test("the listing is made once, not on every look", () => {
    const set = replicaSet([1, 0], [0, 0]);
    const before = set.ordered;
    set.removeWhere(() => false);
    set.remove({ shardId: 5, regionId: 5 });
    expect(set.ordered).toBe(before);
  });
});
