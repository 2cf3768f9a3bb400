import { TenantPartition } from "../../../tenants/tenant-partition";
import { views } from "../../support/batches";
import { temporaryDirectories } from "../../support/temporary-directories";

const newDirectory = temporaryDirectories();
const opened: TenantPartition[] = [];

afterEach(() => {
  for (const partition of opened.splice(0)) partition.close();
});

function open(shardId: number): TenantPartition {
  const partition = TenantPartition.open(newDirectory(), shardId, 0, (problem) => {
    throw new Error(problem);
  });
  opened.push(partition);
  return partition;
}

function ids(first: number, count: number): readonly bigint[] {
  return Array.from({ length: count }, (_, at) => BigInt(first + at));
}

describe("what a tenant has on a shard", () => {
  test("skips what lies there already, and refuses a gap", () => {
    const partition = open(1);
    partition.append(1n, views(...ids(1, 3)), 1n, 0);
    partition.append(2n, views(...ids(2, 3)), 1n, 0);
    partition.append(1n, views(...ids(1, 4)), 1n, 0);
    expect([partition.head, partition.entityIds]).toEqual([4n, ids(1, 4)]);
    expect(() => {
      partition.append(6n, views(6n), 1n, 0);
    }).toThrow("expected signals from seqno 5 on, got 6");
  });

  test("is shipped a segment at a time", () => {
    const [source, target] = [open(1), open(2)];
    for (let batch = 0; batch < 30; batch += 1) {
      source.append(source.head + 1n, views(...ids(batch * 100, 100)), 1n, 0);
    }
    let pieces = 1;
    while (!source.shipNext(target, 0)) pieces += 1;
    expect(pieces).toBeGreaterThan(2);
    expect(target.entityIds).toEqual(source.entityIds);
    expect(source.shipNext(target, 0)).toBe(true);
  });

  test("whose log is gone is shipped as its state, and then by its log", () => {
    const [source, target] = [open(1), open(2)];
    for (let batch = 0; batch < 60; batch += 1) {
      source.append(source.head + 1n, views(...ids(batch * 100, 100)), 1n, 0);
      source.compact(2n ** 64n - 1n);
    }
    expect(source.shipNext(target, 0)).toBe(true);
    source.append(source.head + 1n, views(...ids(6_000, 2)), 1n, 0);
    expect(source.shipNext(target, 0)).toBe(true);
    expect([target.head, target.entityIds]).toEqual([6_002n, ids(0, 6_002)]);
  });
});
