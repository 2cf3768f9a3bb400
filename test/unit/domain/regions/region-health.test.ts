import type { Reason } from "../../../../src/domain/terms/cluster-health";
import { gatherReasons } from "../../../../src/domain/views/gather-reasons";
import { ReasonRows } from "../../../../src/domain/views/reason-rows";
import { regionStatus } from "../../../../src/domain/regions/region-health";
import type { HealthThresholds } from "../../../../src/domain/terms/replica-health";
import { shardStats, START_NS } from "../../../support/domain/domain-fixtures";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { OneReplica } from "../../../support/domain/one-replica";

describe("a region's state, for every mix of replicas", () => {
  /** Written out once more in the words of the decision, and compared for every mix of up to two of each. */
  function inWords(healthy: number, degraded: number, offline: number, pending: number): string {
    if (healthy + degraded + offline === 0) return "Unknown";
    if (healthy + degraded + pending === 0) return "Offline";
    if (offline > 0 || degraded > 0) return "Degraded";
    return "Healthy";
  }
  const counts = [0, 1, 2];
  const mixes = counts.flatMap((h) =>
    counts.flatMap((d) => counts.flatMap((o) => counts.map((p) => [h, d, o, p] as const))),
  );

  test.each(mixes)(
    "%i Healthy, %i Degraded, %i Offline, %i Pending",
    (Healthy, Degraded, Offline, Pending) => {
      expect(regionStatus({ Healthy, Degraded, Offline, Pending })).toBe(
        inWords(Healthy, Degraded, Offline, Pending),
      );
    },
  );

  test.each([
    [{ Healthy: 5, Degraded: 0, Offline: 0, Pending: 0 }, "Healthy"],
    [{ Healthy: 5, Degraded: 0, Offline: 0, Pending: 3 }, "Healthy"],
    [{ Healthy: 65_534, Degraded: 0, Offline: 1, Pending: 0 }, "Degraded"],
    [{ Healthy: 0, Degraded: 1, Offline: 4, Pending: 0 }, "Degraded"],
    [{ Healthy: 0, Degraded: 0, Offline: 4, Pending: 1 }, "Degraded"],
    [{ Healthy: 0, Degraded: 0, Offline: 4, Pending: 0 }, "Offline"],
    [{ Healthy: 0, Degraded: 0, Offline: 0, Pending: 4 }, "Unknown"],
    [{ Healthy: 0, Degraded: 0, Offline: 0, Pending: 0 }, "Unknown"],
  ])("%p is %s", (replicas, status) => {
    expect(regionStatus(replicas)).toBe(status);
  });
});

describe("the reasons against a replica", () => {
  const thresholds = { offlineAfterMs: 30_000, degradedLagMs: 5_000 };

  function replica(firstHeartbeat?: Partial<ShardStats>): OneReplica {
    const result = new OneReplica({ shardId: 7, regionId: 2 }, 0);
    if (firstHeartbeat) {
      const stats = shardStats({ shardId: 7, regionId: 2, ...firstHeartbeat });
      result.record(stats, { livedMs: 0, wallNs: START_NS }, thresholds);
    }
    return result;
  }

  function reasonsOf(
    { table, slot }: OneReplica,
    livedMs: number,
    limits: HealthThresholds,
  ): readonly Reason[] {
    const rows = new ReasonRows(limits);
    table.updateState(slot, livedMs, limits);
    gatherReasons(table, table.slots.ordered, livedMs, limits, new Map([[2, rows]]));
    return rows.slice();
  }

  test("of a Healthy one are none", () => {
    expect(reasonsOf(replica({}), 30_000, thresholds)).toEqual([]);
  });

  test("of a Pending one is that it was not heard yet, with how long it has been waited for", () => {
    expect(reasonsOf(replica(), 12_000, thresholds)).toEqual([
      { rule: "not_heard_yet", shardId: 7, observed: 12, threshold: 30, evidenceAgeMs: 12_000 },
    ]);
  });

  test("of an Offline one that was never heard is just that", () => {
    expect(reasonsOf(replica(), 45_000, thresholds)).toEqual([
      { rule: "never_heard", shardId: 7, observed: 45, threshold: 30, evidenceAgeMs: 45_000 },
    ]);
  });

  test("of an Offline one that was heard is its silence", () => {
    expect(reasonsOf(replica({}), 31_000, thresholds)).toEqual([
      { rule: "no_heartbeat", shardId: 7, observed: 31, threshold: 30, evidenceAgeMs: 31_000 },
    ]);
  });

  test("of a Degraded one is each follower over the threshold, and no other", () => {
    const replicationLagNs = new Map([
      [0, 6_500_000_000n],
      [1, 5_000_000_000n],
      [4, 61_000_000_000n],
    ]);
    expect(reasonsOf(replica({ replicationLagNs }), 2_000, thresholds)).toEqual([
      { rule: "replication_lag", shardId: 7, follower: 0, observed: 6.5, threshold: 5, evidenceAgeMs: 2_000 },
      { rule: "replication_lag", shardId: 7, follower: 4, observed: 61, threshold: 5, evidenceAgeMs: 2_000 },
    ]);
  });

  test("hold while what was observed is more than the threshold, and only then", () => {
    const [reason] = reasonsOf(replica({}), 30_001, thresholds);
    expect(reason?.observed).toBeGreaterThan(reason?.threshold ?? NaN);
  });
});
