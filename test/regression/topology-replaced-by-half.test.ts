import { TestCluster } from "../support/domain/domain-cluster";

test.each<[string, unknown]>([
  ["a shard", { shardId: 65_536, regionId: 0 }],
  ["a region", { shardId: 3, regionId: -1 }],
])("a new topology with an id in the middle that is no %s changes nothing at all", (_, wrong) => {
  const cluster = new TestCluster([
    [0, 0],
    [1, 0],
  ]);
  cluster.beat(0, 0);
  const before = cluster.controlPlane.snapshot();
  const wanted = [{ shardId: 0, regionId: 1 }, wrong as { shardId: number; regionId: number }];
  expect(() => {
    cluster.controlPlane.replaceTopology(wanted);
  }).toThrow(RangeError);
  expect(cluster.topology.assignments).toEqual([
    { shardId: 0, regionId: 0 },
    { shardId: 1, regionId: 0 },
  ]);
  expect([...cluster.controlPlane.snapshot().replicas]).toEqual([...before.replicas]);
});

test("nor does one whose making fails half-way", () => {
  const cluster = new TestCluster([[0, 0]]);
  function* assignments(): Generator<{ shardId: number; regionId: number }> {
    yield { shardId: 0, regionId: 1 };
    throw new Error("the rest is missing");
  }
  expect(() => {
    cluster.controlPlane.replaceTopology(assignments());
  }).toThrow("the rest is missing");
  expect(cluster.topology.homeOf(0)).toBe(0);
});
