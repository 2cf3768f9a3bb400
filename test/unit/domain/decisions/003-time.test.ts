import fc from "fast-check";

import { TestCluster } from "../../../support/domain/domain-cluster";
import { msToNs } from "../../../support/domain/domain-fixtures";
import { propertyRuns } from "../../../support/property-runs";

const HOUR_MS = 3_600_000;
const BEAT_MS = 5_000;

describe("decision 3: liveness runs on our monotonic clock; a shard's clock only puts its heartbeats in order", () => {
  test("the first heartbeat ever is as old as it says", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs - msToNs(31_000) });
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test("an old first heartbeat that is not followed by a newer one does not count as a sign of life", () => {
    const cluster = new TestCluster([[0, 0]]);
    const lastHeartbeatNs = cluster.time.wallNs - msToNs(31_000);
    cluster.beat(0, 0, { lastHeartbeatNs });
    expect(cluster.beat(0, 0, { lastHeartbeatNs })).toBe("stale");
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test.each([
    ["an hour ahead", HOUR_MS],
    ["an hour behind", -HOUR_MS],
    ["a day ahead", 24 * HOUR_MS],
    ["right", 0],
  ])(
    "a replica whose clock is %s is alive from its second heartbeat on, and Offline after 30 s of silence",
    (_, skewMs) => {
      const cluster = new TestCluster([[0, 0]]);
      const beat = (): void => {
        cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs + msToNs(skewMs) });
      };
      beat();
      cluster.run(300_000, (elapsedMs) => {
        if (elapsedMs % BEAT_MS === 0) beat();
        if (elapsedMs > BEAT_MS) expect(cluster.replicaState(0, 0)).toBe("Healthy");
      });
      cluster.run(30_000);
      expect(cluster.replicaState(0, 0)).toBe("Healthy");
      cluster.run(1_000);
      expect(cluster.replicaState(0, 0)).toBe("Offline");
    },
  );

  test("skew is shown with its sign, never clamped", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs + msToNs(HOUR_MS) });
    cluster.beat(1, 0, { lastHeartbeatNs: cluster.time.wallNs - msToNs(HOUR_MS) });
    expect([cluster.replica(0, 0)?.clockSkewSeconds, cluster.replica(1, 0)?.clockSkewSeconds]).toEqual([
      3_600, -3_600,
    ]);
  });

  test("duplicates, replays and reordered ones are stale: ignored, counted, and no sign of life", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, { entityCount: 1n });
    cluster.time.advance(BEAT_MS);
    cluster.beat(0, 0, { entityCount: 2n });
    const newestNs = cluster.time.wallNs;
    cluster.time.advance(25_001);
    for (const [entityCount, backMs] of [
      [2n, 0],
      [2n, 0],
      [99n, 1_000],
      [1n, BEAT_MS],
    ] as const) {
      const stale = { entityCount, lastHeartbeatNs: newestNs - msToNs(backMs) };
      expect(cluster.beat(0, 0, stale)).toBe("stale");
    }
    cluster.time.advance(5_000);
    expect(cluster.replica(0, 0)).toMatchObject({ state: "Offline", stats: { entityCount: 2n } });
    expect(cluster.controlPlane.snapshot().heartbeats.stale).toBe(4);
  });

  test("a clock that steps back by an hour costs one heartbeat and no alarm", () => {
    const cluster = new TestCluster([[0, 0]]);
    let stepMs = 0;
    const outcomes: string[] = [];
    const transitions = cluster.run(120_000, (elapsedMs) => {
      if (elapsedMs === 60_000) stepMs = -HOUR_MS;
      if (elapsedMs % BEAT_MS === 0)
        outcomes.push(cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs + msToNs(stepMs) }));
    });
    expect(outcomes.filter((outcome) => outcome === "stale")).toHaveLength(1);
    expect(transitions.map(({ to }) => to)).toEqual(["Healthy"]);
  });

  test("a clock that steps forward while lag is outstanding makes neither alarm nor an hour of lag", () => {
    const cluster = new TestCluster([[0, 0]]);
    let stepMs = 0;
    let head = 1_000n;
    cluster.run(60_000, (elapsedMs) => {
      if (elapsedMs === 30_000) stepMs = HOUR_MS;
      if (elapsedMs % BEAT_MS !== 0) return;
      head += 1_000n;
      const replicationLag = new Map([[1, 500n]]);
      cluster.beat(0, 0, {
        lastHeartbeatNs: cluster.time.wallNs + msToNs(stepMs),
        leaderSeqno: head,
        replicationLag,
      });
      expect(cluster.lagSeconds(0, 0, 1)).toBeLessThanOrEqual(BEAT_MS / 1000);
      expect(cluster.replicaState(0, 0)).toBe("Healthy");
    });
  });

  test("our own wall clock may step: silence is measured on the monotonic one", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.time.set({ wallNs: cluster.time.wallNs + msToNs(10 * HOUR_MS) });
    expect(cluster.replicaState(0, 0)).toBe("Healthy");
    cluster.time.set({ wallNs: cluster.time.wallNs - msToNs(20 * HOUR_MS) });
    cluster.time.advance(30_001);
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test("replays of what was accepted are no clock that stepped back, in whatever order", () => {
    const cluster = new TestCluster([[0, 0]]);
    const [firstNs, secondNs] = [cluster.time.wallNs, cluster.time.wallNs + msToNs(BEAT_MS)];
    for (const lastHeartbeatNs of [firstNs, secondNs, secondNs + msToNs(BEAT_MS)])
      cluster.beat(0, 0, { lastHeartbeatNs });
    cluster.time.advance(60_000);
    expect(cluster.replicaState(0, 0)).toBe("Offline");
    const replayed = [firstNs, secondNs].map((lastHeartbeatNs) => cluster.beat(0, 0, { lastHeartbeatNs }));
    expect(replayed).toEqual(["stale", "stale"]);
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test("whatever is replayed between its heartbeats, a beating replica stays up; with replays alone it goes Offline", () => {
    const replays = fc.array(fc.nat({ max: 1_000 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(replays, { minLength: 5, maxLength: 20 }), (plan) => {
        const cluster = new TestCluster([[0, 0]]);
        const sentNs: bigint[] = [];
        for (const indexes of plan) {
          cluster.time.advance(BEAT_MS);
          sentNs.push(cluster.time.wallNs);
          cluster.beat(0, 0);
          for (const index of indexes)
            cluster.beat(0, 0, { lastHeartbeatNs: sentNs[index % sentNs.length] ?? 0n });
          expect(cluster.replicaState(0, 0)).toBe("Healthy");
        }
        cluster.time.advance(BEAT_MS);
        cluster.beat(0, 0);
        const silentSinceMs = cluster.time.monotonicMs;
        // Newest first: replays that do not advance among themselves do not look like a clock that stepped back.
        for (const lastHeartbeatNs of sentNs.reverse()) {
          cluster.time.advance(7_000);
          expect(cluster.beat(0, 0, { lastHeartbeatNs })).toBe("stale");
        }
        expect(cluster.time.monotonicMs - silentSinceMs).toBeGreaterThan(30_000);
        expect(cluster.replicaState(0, 0)).toBe("Offline");
      }),
      propertyRuns(50),
    );
  });
});
