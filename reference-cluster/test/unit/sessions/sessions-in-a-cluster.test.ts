import { AP_SOUTH, EU_WEST, simulatedClusters, US_EAST } from "../../support/simulated-cluster";
import type { SimulatedCluster } from "../../support/simulated-cluster";
import type { SessionBridge } from "../../../sessions/session-bridge";

const start = simulatedClusters();
const REGIONS = [US_EAST, EU_WEST, AP_SOUTH];

function bridgesOf({ cluster }: Pick<SimulatedCluster, "cluster">): readonly SessionBridge[] {
  return REGIONS.map((regionId) => {
    const bridge = cluster.sessions.running(regionId);
    if (bridge === undefined) throw new Error(`region ${regionId} is down`);
    return bridge;
  });
}

/** Nothing that a user hid was shown to them, and all regions know the same. */
async function expectAgreement(simulated: SimulatedCluster): Promise<void> {
  simulated.cluster.sessionWorkload.stop();
  await simulated.live(5);
  const [first, ...others] = bridgesOf(simulated);
  for (const bridge of others) {
    expect(bridge.negatives.records()).toEqual(first?.negatives.records());
    expect(bridge.applied).toBe(first?.applied);
  }
  const { taken, shownAlthoughHidden } = simulated.cluster.sessionWorkload.counts;
  expect([first?.applied, shownAlthoughHidden]).toEqual([taken, 0]);
}

test("on the default links, what is hidden in one region is hidden in all of them within 2 s at p99", async () => {
  const simulated = start();
  await simulated.live(30);
  for (const bridge of bridgesOf(simulated)) {
    expect(bridge.delays.count).toBeGreaterThan(300);
    expect(bridge.delays.quantile(0.99)).toBeLessThan(2_000);
    expect(bridge.delays.quantile(0)).toBeGreaterThanOrEqual(40);
  }
  await expectAgreement(simulated);
  expect(bridgesOf(simulated)[0]?.negatives.size).toBeGreaterThan(50);
});

test("signals do not delay sessions: while the log is more than five seconds behind, they are as quick as ever", async () => {
  const simulated = start({ workload: { signalsPerSecond: 3_000, entityCount: 3_000, seed: 1 } });
  await simulated.fault("slow-link", { region: "us-east", peer: "ap-south", bandwidth: "5000" });
  await simulated.live(15);
  expect(simulated.lag(0, AP_SOUTH)).toBeGreaterThan(500);
  for (const bridge of bridgesOf(simulated)) expect(bridge.delays.quantile(0.99)).toBeLessThan(2_000);
});

test("through a partition with writes on both sides, no user is shown what they hid", async () => {
  const simulated = start();
  await simulated.live(5);
  await simulated.fault("partition", { region: "us-east", peer: "eu-west", writes: "both" });
  await simulated.live(20);
  const { behind } = simulated.cluster.sessionWorkload.counts;
  expect(behind).toBeGreaterThan(0);
  await simulated.recover(10);
  await expectAgreement(simulated);
  await simulated.expectEqualReplicas();
});

test("a region that was killed has missed nothing a while after it is back, and its clients went elsewhere", async () => {
  const simulated = start();
  await simulated.live(5);
  await simulated.fault("kill-region", { region: "eu-west" });
  await simulated.live(10);
  expect(simulated.cluster.sessionWorkload.counts.refused).toBeGreaterThan(0);
  await simulated.recover(10);
  await expectAgreement(simulated);
});
