import { pino } from "pino";

import { logTransitions } from "../../src/app/logging/log-transitions";
import { CATALOGUE } from "../../src/metrics/catalogue/catalogue";
import { Exposition } from "../../src/metrics/exposition";
import { noRefusals } from "../../src/metrics/terms/refusal-counts";
import type { TotalsMetric } from "../../src/metrics/terms/metric";
import { regionSeries } from "../../src/metrics/region-series";
import type { SheddingChange } from "../../src/metrics/terms/series-budget";
import { TestCluster } from "../support/domain/domain-cluster";
import { scrapeText } from "../support/metrics/rendering-text";

const HOSTILE = 1_000;

/** A cluster with two regions that somebody named, a third that follows, and a thousand that made themselves up. */
function crowded(): TestCluster {
  const cluster = new TestCluster([[0, 0]], {
    regionNames: new Map([[1, "eu-west"]]),
    maxUnknownRegions: 65_536,
    maxFollowersPerHeartbeat: 65_536,
  });
  cluster.beat(0, 0, {
    replicationLag: new Map([
      [1, 0n],
      [2, 0n],
    ]),
  });
  cluster.beat(0, 1, { role: "follower" });
  const replicationLag = new Map(Array.from({ length: HOSTILE }, (_, i) => [500 + i, 1n]));
  for (let i = 0; i < HOSTILE; i += 1) cluster.beat(7, 1_000 + i, { role: "leader" });
  cluster.beat(8, 1, { replicationLag });
  return cluster;
}

const status = {
  version: "",
  revision: "",
  nodeVersion: "",
  configReloadSuccessful: true,
  configReloadSuccessAtNs: undefined,
  refusals: noRefusals(),
  lastRenderSeconds: undefined,
  lastSeries: undefined,
  seriesShed: undefined,
};

describe("the series of regions that nobody named", () => {
  test("are left out of a scrape when followers and shards are not enough, and those of the others stay", async () => {
    const { controlPlane, time } = crowded();
    const changes: SheddingChange[] = [];
    const exposition = new Exposition({
      totals: () => controlPlane.totals(),
      replicas: controlPlane.replicas,
      isRegionNamed: (regionId) => controlPlane.isRegionNamed(regionId),
      programStatus: () => status,
      detail: "follower",
      maxSeries: 500,
      onShedding: (change) => changes.push(change),
      clock: time.clock,
      nextTurn: () => Promise.resolve(),
    });
    const body = await scrapeText(exposition, { format: "text" });
    expect(body.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length).toBeLessThan(500);
    expect(body).toContain('tidaldb_region_info{region="0",region_id="0"} 1');
    expect(body).toContain('tidaldb_region_health{region="eu-west",state="healthy"} 1');
    expect(body).toContain('tidaldb_region_inbound_lag_seconds{region="eu-west"} 0');
    expect(body).not.toContain('region="1500"');
    expect(body).toMatch(/tidaldb_exporter_series_shed{group="unknown_region"} \d{5}/);
    expect(changes).toMatchObject([{ shedGroups: ["follower", "shard", "unknown_region"] }]);
  });

  test("are counted right from one region of each kind", () => {
    const metrics = CATALOGUE.filter((metric): metric is TotalsMetric => metric.group === "region");
    const source = { cluster: crowded().controlPlane.totals(), exporter: status };
    const each = metrics.reduce((sum, metric) => sum + Array.from(metric.samples(source)).length, 0);
    expect(regionSeries(metrics, source)).toBe(each);
    expect(regionSeries(metrics, { ...source, cluster: { ...source.cluster, regions: [] } })).toBeGreaterThan(
      0,
    );
    const none = { ...source.cluster, regions: [], inboundLag: [], followerSeconds: [] };
    expect(regionSeries(metrics, { ...source, cluster: none })).toBe(0);
  });
});

describe("the log", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test("has a line for each change of a named region, and half a minute's few lines and a sum for the others", () => {
    const lines: Record<string, unknown>[] = [];
    const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
    const cluster = crowded();
    const end = logTransitions(cluster.controlPlane, pino({}, { write }));
    cluster.run(1_000);
    expect(lines).toHaveLength(32 + 2);
    cluster.run(31_000);
    expect(lines.filter(({ region }) => region === "0")).toMatchObject([
      { to: "Healthy" },
      { to: "Offline" },
    ]);
    expect(lines.filter(({ region }) => region === "eu-west")).toHaveLength(2);
    expect(lines).toHaveLength(32 + 4);
    jest.advanceTimersByTime(30_000);
    // Region 2 and half of those that shard 8 names have no heartbeats: whom a live leader names is expected.
    const onlyNamed = 1 + HOSTILE / 2;
    expect(lines.at(-1)).toMatchObject({
      by_new_state: { Healthy: HOSTILE - 32, Offline: HOSTILE + onlyNamed },
    });
    jest.advanceTimersByTime(300_000);
    expect(lines).toHaveLength(32 + 5);
    end();
    expect(lines).toHaveLength(32 + 5);
  });
});
