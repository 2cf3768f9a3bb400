import fc from "fast-check";
import { clusterOperations, perform } from "../../../support/domain/cluster-operations";
import { TestCluster } from "../../../support/domain/domain-cluster";
import { LivingCluster } from "../../../support/domain/living-cluster";
import { RecordedCluster, replayed } from "../../../support/app/recorded-cluster";
import type { ToldMoment } from "../../../support/app/recorded-cluster";
import { propertyRuns } from "../../../support/property-runs";

let recorded: RecordedCluster | undefined;

afterEach(async () => {
  await recorded?.remove();
  recorded = undefined;
});

test("metrics, health and events of every moment are those that the exporter gave, byte for byte", async () => {
  const cluster = new LivingCluster(3, 2, { regionNames: new Map([[1, "eu-west"]]) });
  const recording = await RecordedCluster.begin(cluster);
  recorded = recording;
  const told: ToldMoment[] = [];
  const tell = async (): Promise<void> => {
    told.push(await recording.tell());
  };
  cluster.live(40_000);
  await tell();
  cluster.live(20_000, { isSilent: (_, regionId) => regionId === 1 });
  await tell();
  cluster.live(30_000, { isSilent: (_, regionId) => regionId === 1 });
  await tell();
  // What happens at the very moment of a look belongs to it.
  cluster.live(1_000);
  cluster.controlPlane.updateTopology({ shardId: 5, regionId: 0 });
  cluster.router.registerTenant({ tenantId: 7n, requiredRegions: [2], maxEntities: 2n ** 63n });
  cluster.live(60_000, { isCut: (_, leader, follower) => leader === 0 && follower === 2 });
  await tell();
  // Our own process stands still for longer than any replica may be silent.
  cluster.time.advance(45_000);
  cluster.live(3_000);
  await tell();
  cluster.live(1_000);
  cluster.controlPlane.configure({ offlineAfterMs: 10_000 });
  cluster.controlPlane.removeRegion(2);
  cluster.live(12_000, { bootsOften: (shardId) => shardId === 0 });
  await tell();
  await recording.end();

  for (const moment of told) expect(await replayed(recording.path, moment.atNs)).toEqual(moment);
  // The scenario is about something.
  expect(told[2]?.health).toContain("region_silent");
  expect(new Set(told.map(({ metrics }) => metrics)).size).toBe(told.length);
});

test("whatever happens to a cluster, its replay tells the same", async () => {
  await fc.assert(
    fc.asyncProperty(clusterOperations, async (operations) => {
      const cluster = new TestCluster([
        [0, 0],
        [1, 1],
      ]);
      const recording = await RecordedCluster.begin(cluster);
      try {
        for (const operation of operations) perform(cluster, operation);
        const told = await recording.tell();
        await recording.end();
        expect(await replayed(recording.path, told.atNs)).toEqual(told);
      } finally {
        await recording.remove();
      }
    }),
    propertyRuns(200),
  );
});
