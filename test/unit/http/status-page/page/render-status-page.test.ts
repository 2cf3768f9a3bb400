import { takeAllSteps } from "../../../../../src/domain/columns/take-all-steps";
import type { Reason } from "../../../../../src/domain/terms/cluster-health";
import type { ClusterSnapshot, ReplicaSnapshot } from "../../../../../src/domain/terms/cluster-snapshot";
import type { EventLog } from "../../../../../src/domain/history/event-log";
import { routeTable } from "../../../../../src/http/route-table";
import { reasonGroupSentence, reasonSentence } from "../../../../../src/http/status-page/reason-sentence";
import { renderStatusPage } from "../../../../../src/http/status-page/page/render-status-page";
import { USUAL_CHOICE } from "../../../../../src/http/status-page/page/replica-choice";
import { replicaSection } from "../../../../../src/http/status-page/page/replica-section";
import { STATUS_PARTS, statusPart } from "../../../../../src/http/status-page/page/status-parts";
import type { StatusMoment, StatusPart } from "../../../../../src/http/status-page/page/status-parts";
import type { Html } from "../../../../../src/http/status-page/html";
import {
  clusterSnapshot,
  followerLag,
  incident,
  regionSnapshot,
  replicaSnapshot,
} from "../../../../support/metrics/cluster-snapshot";

const TAKEN_AT_NS = 1_767_225_600_000_000_000n;
const EVIL = `<img src=x onerror="alert('1')">`;
const ESCAPED = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;";

function page(overrides: Partial<ClusterSnapshot>, given: Partial<StatusMoment> = {}): string {
  const snapshot = clusterSnapshot({ takenAtNs: TAKEN_AT_NS, status: "Healthy", ...overrides });
  const moment = { snapshot, notReady: [], degradedLagSeconds: 5, uptimeSeconds: 7, ...given };
  return renderStatusPage({
    title: "title",
    parts: Object.fromEntries(
      STATUS_PARTS.map((part) => [part, takeAllSteps(statusPart(part, moment))]),
    ) as Record<StatusPart, Html>,
    replicas: takeAllSteps(replicaSection(snapshot, USUAL_CHOICE)),
    choice: USUAL_CHOICE,
    routes: routeTable("/metrics"),
    basePath: ".",
    version: "1.2.3",
  });
}

/** The shards of the rows of replicas. */
function shardsShown(text: string): readonly string[] {
  return [...text.matchAll(/<tr>\s*<td class="number" data-label="Shard">(\d+)<\/td>/g)].map(
    ([, shard]) => shard ?? "",
  );
}

test("names that look like markup are shown as text, wherever they stand", () => {
  const events = [{ id: 1, kind: EVIL, atNs: TAKEN_AT_NS, title: EVIL }] satisfies EventLog["events"];
  const text = page(
    {
      clusterName: EVIL,
      regions: [
        regionSnapshot({ name: EVIL, explainedBy: [EVIL] }),
        regionSnapshot({ regionId: 1, name: "eu-west" }),
      ],
      incidents: [incident({ id: EVIL, title: EVIL, affectedRegionIds: [0] })],
      replicas: [
        replicaSnapshot({
          regionName: EVIL,
          followers: [followerLag({ followerName: EVIL, lagSeqnos: 7n, lagSeconds: 1 })],
        }),
      ],
    },
    { notReady: [EVIL], events: { events }, runbookOf: () => `./${EVIL}` },
  );
  expect(text).not.toContain("<img");
  expect(text.split(ESCAPED).length).toBeGreaterThan(15);
});

test("an empty cluster says that nothing is known yet, in every part", () => {
  const text = page({ status: "Unknown" });
  expect(text).toContain("No region is known yet");
  expect(text).toContain("No replica is known yet");
  expect(text).toContain("Nothing has happened yet");
});

test("of very many replicas a page is shown, the worst first, and how many there are", () => {
  const replicas = Array.from({ length: 1_000 }, (_, shardId) =>
    replicaSnapshot({ shardId, state: shardId === 999 ? "Offline" : "Healthy" }),
  );
  const text = page({ replicas });
  expect(shardsShown(text)).toHaveLength(50);
  expect(shardsShown(text).slice(0, 2)).toEqual(["999", "0"]);
  expect(text).toContain("1 to 50 of 1\u202f000.");
});

test("what fifteen shards suffer alike is one sentence", () => {
  const reasons: Reason[] = Array.from({ length: 15 }, (_, shardId) => ({
    rule: "no_heartbeat",
    shardId,
    observed: 31 + shardId / 10,
    threshold: 30,
    evidenceAgeMs: 31_000,
  }));
  const text = page({ regions: [regionSnapshot({ state: "Offline", reasons })] });
  expect(text.match(/no heartbeat/g)).toHaveLength(1);
  expect(text).toContain("15 shards (0–14): no heartbeat for up to 32.4 s; the limit is 30.0 s.");
});

test("of very many different reasons the first are shown, and how many are not", () => {
  const reasons: Reason[] = Array.from({ length: 15 }, (_, follower) => ({
    rule: "replication_lag",
    shardId: 1,
    follower,
    observed: 31,
    threshold: 5,
    evidenceAgeMs: 1_000,
  }));
  const text = page({ regions: [regionSnapshot({ state: "Degraded", reasons })] });
  expect(text.match(/lags by 31\.0 s; the limit is 5\.0 s/g)).toHaveLength(10);
  expect(text).toContain("and 5 more");
});

test("since when a region has its state is a time and an age", () => {
  const text = page({ regions: [regionSnapshot({ sinceNs: TAKEN_AT_NS - 90_000_000_000n })] });
  expect(text).toContain("2025-12-31T23:58:30Z");
  expect(text).toContain("1 min 30 s ago");
});

test("only a browser without a script loads the page again and again", () => {
  expect(page({})).toMatch(/<noscript><meta http-equiv="refresh" content="5" \/><\/noscript>/);
});

test("nothing is loaded from anywhere, and no link is absolute", () => {
  const text = page({ regions: [regionSnapshot()], replicas: [replicaSnapshot()] as ReplicaSnapshot[] });
  for (const [, address = ""] of text.matchAll(/\b(?:href|src|action)="([^"]*)"/g)) {
    expect(address).toMatch(/^(\.\/|#|\?|data:,)/);
  }
});

test.each<[Reason["rule"], number | undefined, string]>([
  ["no_heartbeat", undefined, "no heartbeat for 42.0 s; the limit is 30.0 s."],
  ["never_heard", undefined, "expected, and never heard from in 42.0 s; the limit is 30.0 s."],
  ["not_heard_yet", undefined, "expected for 42.0 s and not heard from yet; Offline after 30.0 s."],
  ["replication_lag", 1, "the follower in region-1 lags by 42.0 s; the limit is 30.0 s."],
  ["source_unreachable", undefined, "its only source cannot be asked; last heard 42.0 s ago."],
  ["source_stalled", undefined, "what its only source answers stands still; last heard 42.0 s ago."],
])("the reason %s is a sentence, of one shard and of many", (rule, follower, sentence) => {
  const nameOf = (regionId: number): string => `region-${regionId}`;
  const said = { rule, observed: 42, threshold: 30 };
  const reason = { ...said, shardId: 3, evidenceAgeMs: 42_000, ...(follower && { follower }) };
  expect(reasonSentence(reason, nameOf)).toBe(`Shard 3: ${sentence}`);
  expect(reasonGroupSentence({ ...said, follower, count: 1, shardIds: [3] }, nameOf)).toBe(
    `Shard 3: ${sentence}`,
  );
  expect(reasonGroupSentence({ ...said, follower, count: 2_000, shardIds: [3, 4, 5, 9] }, nameOf)).toBe(
    `2\u202f000 shards (3–5, 9 and 1\u202f996 more): ${sentence.replace("42.0 s", "up to 42.0 s")}`,
  );
});
