import { TestCluster } from "../support/domain/domain-cluster";

const BEAT_MS = 5_000;

/** The lag in seconds that is found of the only follower that shard 1 has. */
function lagOf(cluster: TestCluster): number | undefined {
  const replica = [...cluster.controlPlane.snapshot().replicas].find(({ shardId }) => shardId === 1);
  return replica?.followers[0]?.lagSeconds;
}

test("of a leader that has just begun to lead, a follower that stands still is as old as that, where others average once a second", () => {
  const cluster = new TestCluster();
  const beat = (shardId: number, signalThroughputEps: number, lag: bigint): void => {
    cluster.beat(shardId, 0, { signalThroughputEps, replicationLag: new Map([[1, lag]]) });
  };
  // Within a heartbeat interval the average falls by more than one sample.
  beat(0, 100, 0n);
  cluster.run(BEAT_MS);
  beat(0, 59, 0n);
  // Some 53 events a second, while the average of the new leader is still on its way there.
  beat(1, 34.2, 323n);
  const first = lagOf(cluster) ?? NaN;
  cluster.run(BEAT_MS);
  beat(1, 42, 602n);
  expect(lagOf(cluster)).toBeCloseTo(first + 5, 1);
});
