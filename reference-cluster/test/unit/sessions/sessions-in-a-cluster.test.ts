import { AP_SOUTH, EU_WEST, simulatedClusters, US_EAST } from "../../support/simulated-cluster";
import type { SimulatedCluster } from "../../support/simulated-cluster";
import type { ClusterSettings } from "../../../cluster/cluster-settings";
import type { SessionBridge } from "../../../sessions/session-bridge";
import { DEFAULT_SESSION_CLIENTS } from "../../../sessions/session-workload";
import { someTests } from "../../../../test/support/property-runs";

const startAny = simulatedClusters();
const start = (settings: Partial<ClusterSettings> = {}): SimulatedCluster =>
  startAny({ sessionClients: DEFAULT_SESSION_CLIENTS, ...settings });
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

someTests(1, [
  [
    "on the default links, what is hidden in one region is hidden in all of them within 2 s at p99",
    async () => {
      const simulated = start();
      await simulated.live(30);
      for (const bridge of bridgesOf(simulated)) {
        expect(bridge.delays.count).toBeGreaterThan(300);
        expect(bridge.delays.quantile(0.99)).toBeLessThan(2_000);
        expect(bridge.delays.quantile(0)).toBeGreaterThanOrEqual(40);
      }
      await expectAgreement(simulated);
      expect(bridgesOf(simulated)[0]?.negatives.size).toBeGreaterThan(50);
    },
  ],
  [
    "the same measurement says so when a link is too slow for that",
    async () => {
      const simulated = start();
      await simulated.fault("slow-link", { region: "us-east", peer: "ap-south", latency: "2500ms" });
      await simulated.live(15);
      const late = bridgesOf(simulated).map((bridge) => (bridge.delays.quantile(0.99) ?? 0) > 2_000);
      expect(late).toEqual([true, false, true]);
    },
  ],
  [
    "signals do not delay sessions: while the log is more than five seconds behind, they are as quick as ever",
    async () => {
      const simulated = start({ workload: { signalsPerSecond: 3_000, entityCount: 3_000, seed: 1 } });
      await simulated.fault("slow-link", { region: "us-east", peer: "ap-south", bandwidth: "5000" });
      await simulated.live(15);
      expect(simulated.lag(0, AP_SOUTH)).toBeGreaterThan(500);
      for (const bridge of bridgesOf(simulated)) expect(bridge.delays.quantile(0.99)).toBeLessThan(2_000);
    },
  ],
  [
    "through a partition with writes on both sides, no user is shown what they hid",
    async () => {
      const simulated = start();
      await simulated.live(5);
      await simulated.fault("partition", { region: "us-east", peer: "eu-west", writes: "both" });
      await simulated.live(20);
      const { behind } = simulated.cluster.sessionWorkload.counts;
      expect(behind).toBeGreaterThan(0);
      await simulated.recover(10);
      await expectAgreement(simulated);
      await simulated.expectEqualReplicas();
    },
  ],
  [
    "a region that was killed has missed nothing a while after it is back, and its clients went elsewhere",
    async () => {
      const simulated = start();
      await simulated.live(5);
      await simulated.fault("kill-region", { region: "eu-west" });
      await simulated.live(10);
      expect(simulated.cluster.sessionWorkload.counts.refused).toBeGreaterThan(0);
      await simulated.recover(10);
      await expectAgreement(simulated);
    },
  ],
  [
    "after the whole program was killed, nothing that a user hid before is shown in any region, and what had not arrived arrives",
    async () => {
      const simulated = start();
      await simulated.live(10);
      await simulated.fault("partition", { region: "us-east", peer: "eu-west" });
      await simulated.live(5);
      const hiddenIn = (regionId: number): string[] => {
        const { negatives } = bridgesOf(simulated)[regionId] ?? {};
        return negatives?.records().flatMap(({ key }) => (negatives.isKeyHidden(key) ? [key] : [])) ?? [];
      };
      const before = REGIONS.map(hiddenIn);
      const applied = Math.max(...bridgesOf(simulated).map((bridge) => bridge.applied));
      expect(before.every((keys) => keys.length > 50)).toBe(true);
      simulated.restart();
      simulated.cluster.sessionWorkload.stop();
      expect(REGIONS.map(hiddenIn)).toEqual(before);
      await simulated.live(5);
      const [first, ...others] = bridgesOf(simulated);
      expect(first?.applied).toBeGreaterThan(applied);
      for (const bridge of others) {
        expect([bridge.negatives.records(), bridge.applied]).toEqual([
          first?.negatives.records(),
          first?.applied,
        ]);
      }
    },
  ],
  [
    "clients of another start begin sessions that no region knows",
    async () => {
      const simulated = start();
      await simulated.live(10);
      simulated.restart();
      await simulated.live(10);
      const { taken, refused, behind, shownAlthoughHidden } = simulated.cluster.sessionWorkload.counts;
      expect([taken > 200, refused, behind, shownAlthoughHidden]).toEqual([true, 0, 0, 0]);
    },
  ],
]);
