import type { ClusterSnapshot } from "../../../src/domain/cluster-snapshot";
import { Exposition } from "../../../src/metrics/exposition";
import type { ExpositionOptions, ExpositionRequest } from "../../../src/metrics/exposition";
import type { Family } from "../../../src/metrics/family";
import type { DetailLevel, MetricGroup } from "../../../src/metrics/metric-group";
import {
  clusterSnapshot,
  followerLag,
  regionSnapshot,
  replicaSnapshot,
} from "../../support/metrics/cluster-snapshot";
import { threeRegions } from "../../support/metrics/cluster-snapshot-three-regions";
import { parseExposition } from "../../support/metrics/exposition-parser";
import { exporterStatus } from "../../support/metrics/rendered-metric";

function expositionOf(given: Partial<ExpositionOptions> = {}): Exposition {
  return new Exposition({
    snapshot: threeRegions,
    programStatus: exporterStatus,
    detail: "follower",
    clock: () => ({ monotonicMs: 0, wallNs: 0n }),
    ...given,
  });
}

async function bodyOf(exposition: Exposition, request: ExpositionRequest): Promise<string> {
  return [...(await exposition.render(request)).chunks].join("");
}

const selfFamily: Family = {
  header: { name: "process_open_fds", type: "gauge", help: "Open", labels: [] },
  samples: [{ labels: [], value: 21 }],
};
const selfMetrics = { collect: () => Promise.resolve([selfFamily]) };

/** The groups of which a body has samples. */
function groupsIn(body: string): string[] {
  const prefixes = [
    "tidaldb_cluster",
    "tidaldb_region",
    "tidaldb_shard",
    "tidaldb_replication",
    "tidaldb_exporter",
    "process",
  ];
  const names = parseExposition(body, "text").samples.map(({ name }) => name);
  return prefixes.filter((prefix) => names.some((name) => name.startsWith(`${prefix}_`)));
}

test.each<["text" | "openmetrics", string]>([
  ["text", "text/plain; version=0.0.4; charset=utf-8"],
  ["openmetrics", "application/openmetrics-text; version=1.0.0; charset=utf-8"],
])("%s is served as %s", async (format, contentType) => {
  expect((await expositionOf().render({ format })).contentType).toBe(contentType);
});

test("both formats carry the same samples", async () => {
  const text = parseExposition(await bodyOf(expositionOf(), { format: "text" }), "text");
  const openMetrics = parseExposition(await bodyOf(expositionOf(), { format: "openmetrics" }), "openmetrics");
  expect(openMetrics.samples).toEqual(text.samples);
});

test.each<[DetailLevel, MetricGroup[] | undefined, string[]]>([
  [
    "follower",
    undefined,
    [
      "tidaldb_cluster",
      "tidaldb_region",
      "tidaldb_shard",
      "tidaldb_replication",
      "tidaldb_exporter",
      "process",
    ],
  ],
  ["shard", undefined, ["tidaldb_cluster", "tidaldb_region", "tidaldb_shard", "tidaldb_exporter", "process"]],
  ["region", undefined, ["tidaldb_cluster", "tidaldb_region", "tidaldb_exporter", "process"]],
  ["follower", ["cluster", "region"], ["tidaldb_cluster", "tidaldb_region"]],
  ["follower", ["exporter"], ["tidaldb_exporter", "process"]],
  ["region", ["shard", "follower"], []],
])("detail %s and collect[] %j serve %j", async (detail, groups, expected) => {
  const request = { format: "text", ...(groups && { groups: new Set(groups) }) } as const;
  expect(groupsIn(await bodyOf(expositionOf({ detail, selfMetrics }), request))).toEqual(expected);
});

test("the process is not measured when nobody asks for the group exporter", async () => {
  const collect = jest.fn(selfMetrics.collect);
  await bodyOf(expositionOf({ selfMetrics: { collect } }), { format: "text", groups: new Set(["cluster"]) });
  expect(collect).not.toHaveBeenCalled();
});

test("the detail level can be changed between scrapes", async () => {
  const exposition = expositionOf({ detail: "region" });
  expect(await bodyOf(exposition, { format: "text" })).not.toContain("tidaldb_shard_up");
  exposition.detail = "shard";
  expect(await bodyOf(exposition, { format: "text" })).toContain("tidaldb_shard_up");
  expect(exposition.detail).toBe("shard");
});

test("one scrape takes one snapshot, and serves it whatever changes while it is being sent", async () => {
  const replicas = Array.from({ length: 2000 }, (_, shardId) =>
    replicaSnapshot({ shardId, followers: [followerLag()] }),
  );
  let current: ClusterSnapshot = clusterSnapshot({ replicas, regions: [regionSnapshot()] });
  const snapshot = jest.fn(() => current);
  const { chunks } = await expositionOf({ snapshot }).render({ format: "text" });
  const bodies: string[] = [];
  for (const chunk of chunks) {
    bodies.push(chunk);
    current = clusterSnapshot();
  }
  expect(bodies.length).toBeGreaterThan(3);
  expect(snapshot).toHaveBeenCalledTimes(1);
  expect(bodies.join("").match(/^tidaldb_replication_lag_seconds\{/gm)).toHaveLength(2000);
});

test("two scrapes at once, a replica leaving in between: each is whole and as of its own moment", async () => {
  const both = [replicaSnapshot({ shardId: 1 }), replicaSnapshot({ shardId: 2 })];
  let replicas = both;
  const exposition = expositionOf({ snapshot: () => clusterSnapshot({ replicas }) });
  const before = await exposition.render({ format: "text" });
  replicas = both.slice(0, 1);
  const after = await exposition.render({ format: "openmetrics" });
  const afterBody = [...after.chunks].join("");
  const beforeBody = [...before.chunks].join("");
  expect(beforeBody.match(/^tidaldb_shard_\w+\{shard="2"/gm)).toHaveLength(6);
  expect(afterBody).not.toContain('shard="2"');
  expect(afterBody.match(/^tidaldb_shard_\w+\{shard="1"/gm)).toHaveLength(6);
});

describe("the last render", () => {
  /** An exposition under a clock that the test sets. */
  function timed(): { exposition: Exposition; time: { ms: number } } {
    const time = { ms: 0 };
    const snapshot = (): ClusterSnapshot => {
      time.ms += 5;
      return clusterSnapshot();
    };
    return {
      time,
      exposition: expositionOf({ snapshot, clock: () => ({ monotonicMs: time.ms, wallNs: 0n }) }),
    };
  }

  test("is told by the next scrape: how long the work took and how many series there were", async () => {
    const { exposition } = timed();
    const first = parseExposition(await bodyOf(exposition, { format: "text" }), "text").samples;
    const second = parseExposition(await bodyOf(exposition, { format: "text" }), "text").samples;
    const valueOf = (name: string): number | undefined =>
      second.find((sample) => sample.name === name)?.value;
    expect(first.map(({ name }) => name)).not.toContain("tidaldb_exporter_series");
    expect(valueOf("tidaldb_exporter_series")).toBe(first.length);
    expect(valueOf("tidaldb_exporter_render_duration_seconds")).toBe(0.005);
  });

  test("does not count the time that the receiver takes between chunks", async () => {
    const { exposition, time } = timed();
    for (const chunk of (await exposition.render({ format: "text" })).chunks) time.ms += chunk.length;
    expect(await bodyOf(exposition, { format: "text" })).toContain(
      "tidaldb_exporter_render_duration_seconds 0.005\n",
    );
  });

  test("is not one that was broken off", async () => {
    const { exposition } = timed();
    for (const chunk of (await exposition.render({ format: "openmetrics" })).chunks) {
      expect(chunk).not.toBe("");
      break;
    }
    expect(await bodyOf(exposition, { format: "text" })).not.toContain("tidaldb_exporter_series");
  });
});
