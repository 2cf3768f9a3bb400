import { LivingCluster } from "../support/domain/living-cluster";

const MINUTE = 60_000;
const isDown = (shardId: number, regionId: number): boolean => shardId === 5 && regionId === 0;

/** The replica is silent for so long, and up for ten seconds. */
function restart(cluster: LivingCluster, downMs: number, times: number): void {
  for (let time = 0; time < times; time += 1) {
    cluster.live(downMs, { isSilent: isDown });
    cluster.live(10_000);
  }
}

/** What became of the replica's incident. */
function courseOf(cluster: LivingCluster): readonly string[] {
  return cluster.course.filter((change) => /^(?:began|ended) .* replica:5-0$/.test(change));
}

test("without boot_id, a replica that is known to be unstable stays so through silences too short to be Offline", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(MINUTE);
  restart(cluster, 40_000, 3);
  expect(cluster.told).toMatchObject([{ id: "replica:5-0", cause: "replica_unstable" }]);
  const before = courseOf(cluster).length;
  restart(cluster, 22_000, 6);
  expect(cluster.told).toMatchObject([{ id: "replica:5-0", cause: "replica_unstable" }]);
  expect(courseOf(cluster).slice(before)).toEqual([]);
  cluster.live(2 * MINUTE);
  expect(courseOf(cluster).slice(before)).toEqual(["ended replica_unstable replica:5-0"]);
});

test("silences too short to be Offline make no replica unstable by themselves", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(MINUTE);
  restart(cluster, 22_000, 8);
  expect(cluster.changes.map(({ incident }) => incident.cause)).not.toContain("replica_unstable");
});
