import type { Reason } from "../../../../src/domain/terms/cluster-health";
import type {
  ClusterSnapshot,
  RegionSnapshot,
  ReplicaSnapshot,
} from "../../../../src/domain/terms/cluster-snapshot";
import { routeTable } from "../../../../src/http/route-table";
import { reasonSentence } from "../../../../src/http/status-page/reason-sentence";
import { renderStatusPage } from "../../../../src/http/status-page/render-status-page";
import { clusterSnapshot } from "../../../support/metrics/cluster-snapshot";

const TAKEN_AT_NS = 1_767_225_600_000_000_000n;
const EVIL = `<img src=x onerror="alert('1')">`;

function region(overrides: Partial<RegionSnapshot> = {}): RegionSnapshot {
  return {
    regionId: 0,
    name: "us-east",
    state: "Healthy",
    sinceNs: TAKEN_AT_NS - 90_000_000_000n,
    reasons: [],
    replicas: { Healthy: 1, Degraded: 0, Offline: 0, Pending: 0 },
    entities: 10n,
    signalsPerSecond: 1.5,
    walBytes: 4096n,
    transitions: [],
    explainedBy: [],
    isExplained: true,
    ...overrides,
  };
}

function replica(overrides: Partial<ReplicaSnapshot> = {}): ReplicaSnapshot {
  return {
    shardId: 0,
    regionId: 0,
    regionName: "us-east",
    state: "Healthy",
    stats: undefined,
    lastArrivalNs: undefined,
    lastArrivalSeconds: undefined,
    clockSkewSeconds: undefined,
    followers: [],
    ...overrides,
  };
}

function page(overrides: Partial<ClusterSnapshot>, notReady: readonly string[] = []): string {
  const snapshot = clusterSnapshot({ takenAtNs: TAKEN_AT_NS, status: "Healthy", ...overrides });
  return renderStatusPage({
    snapshot,
    notReady,
    routes: routeTable("/metrics"),
    basePath: ".",
    version: "1.2.3",
  });
}

test("names that look like markup are shown as text, wherever they stand", () => {
  const text = page(
    {
      clusterName: EVIL,
      regions: [region({ name: EVIL })],
      replicas: [
        replica({
          regionName: EVIL,
          followers: [{ followerId: 1, followerName: EVIL, lagSeqnos: 7n, lagSeconds: 1 }],
        }),
      ],
    },
    [EVIL],
  );
  expect(text).not.toContain("<img");
  expect(text.split("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;")).toHaveLength(7);
});

test("an empty cluster says that nothing is known yet", () => {
  expect(page({ status: "Unknown" })).toContain("No region is known yet");
});

test("of very many replicas the worst are shown, and how many are not", () => {
  const replicas = Array.from({ length: 1_000 }, (_, shardId) =>
    replica({ shardId, state: shardId === 999 ? "Offline" : "Healthy" }),
  );
  const text = page({ replicas });
  const rows = [...text.matchAll(/<tr>\s*<td class="number">(\d+)<\/td>/g)].map(([, shard]) => shard);
  expect(rows).toHaveLength(200);
  expect(rows.slice(0, 2)).toEqual(["999", "0"]);
  expect(text.replaceAll(/\s+/g, " ")).toMatch(/The worst 200 of 1.000 replicas; all are in \/health\.json/);
});

test("of very many reasons the first are shown, and how many are not", () => {
  const reasons: Reason[] = Array.from({ length: 15 }, (_, shardId) => ({
    rule: "no_heartbeat",
    shardId,
    observed: 31,
    threshold: 30,
    evidenceAgeMs: 31_000,
  }));
  const text = page({ regions: [region({ state: "Offline", reasons })] });
  expect(text.match(/no heartbeat for 31\.0 s; the limit is 30\.0 s/g)).toHaveLength(10);
  expect(text).toContain("and 5 more");
});

test("since when a region has its state is a time and an age", () => {
  const text = page({ regions: [region()] });
  expect(text).toContain("2025-12-31T23:58:30Z");
  expect(text).toContain("1 min 30 s ago");
});

test.each<[Reason["rule"], number | undefined, string]>([
  ["no_heartbeat", undefined, "Shard 3: no heartbeat for 42.0 s; the limit is 30.0 s."],
  ["never_heard", undefined, "Shard 3: expected, and never heard from in 42.0 s; the limit is 30.0 s."],
  ["not_heard_yet", undefined, "Shard 3: expected for 42.0 s and not heard from yet; Offline after 30.0 s."],
  ["replication_lag", 1, "Shard 3: the follower in region-1 lags by 42.0 s; the limit is 30.0 s."],
])("the reason %s is a sentence", (rule, follower, sentence) => {
  const reason = {
    rule,
    shardId: 3,
    observed: 42,
    threshold: 30,
    evidenceAgeMs: 42_000,
    ...(follower && { follower }),
  };
  expect(reasonSentence(reason, (regionId) => `region-${regionId}`)).toBe(sentence);
});
