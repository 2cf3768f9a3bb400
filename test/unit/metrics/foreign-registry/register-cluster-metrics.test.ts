import { Counter, Gauge, Registry } from "prom-client";

import type { ClusterSnapshot } from "../../../../src/domain/terms/cluster-snapshot";
import { CLUSTER_CATALOGUE } from "../../../../src/metrics/catalogue/catalogue";
import type { MetricGroup } from "../../../../src/metrics/terms/metric-group";
import { registerClusterMetrics } from "../../../../src/metrics/foreign-registry/register-cluster-metrics";
import { clusterSnapshot, replicaSnapshot } from "../../../support/metrics/cluster-snapshot";
import { threeRegions } from "../../../support/metrics/cluster-snapshot-three-regions";
import { expositionOf } from "../../../support/metrics/exposition-of";
import { parseExposition } from "../../../support/metrics/exposition-parser";
import { scrapeText } from "../../../support/metrics/rendering-text";

/** A control plane as the registration sees it, with replicas that the test can take away. */
function controlPlaneWith(...shardIds: number[]): {
  shardIds: number[];
  snapshots: number;
  snapshot(): ClusterSnapshot;
} {
  return {
    shardIds,
    snapshots: 0,
    snapshot() {
      this.snapshots += 1;
      return clusterSnapshot({ replicas: this.shardIds.map((shardId) => replicaSnapshot({ shardId })) });
    },
  };
}

function shardsIn(text: string): string[] {
  const up = /^tidaldb_shard_up\{shard="(\d+)"/gm;
  return [...text.matchAll(up)].map((match) => match[1] ?? "");
}

/** Series of one shard: up, entities, signals per second, WAL bytes, last heartbeat and skew. */
function seriesOf(text: string, shardId: number): number {
  return text.match(new RegExp(`^\\w+\\{shard="${shardId}"`, "gm"))?.length ?? 0;
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

test("a registry serves the same samples as the exporter, but for what only an exporter has", async () => {
  const registry = new Registry();
  registerClusterMetrics(registry, { snapshot: threeRegions });
  const ours = parseExposition(
    await scrapeText(expositionOf(threeRegions()), { format: "text" }),
    "text",
  ).samples;
  const embedded = ours.filter(({ name }) => CLUSTER_CATALOGUE.some((metric) => metric.name === name));
  const text = (await registry.metrics()).replaceAll(/\n\n/g, "\n");
  expect(parseExposition(text, "text").samples).toEqual(embedded);
  expect(text).toContain("tidaldb_exporter_heartbeats_total");
  expect(text).not.toContain("tidaldb_exporter_build_info");
});

test("one scrape takes one snapshot for all metrics, also when the application has metrics of its own", async () => {
  const registry = new Registry();
  const controlPlane = controlPlaneWith(1, 2);
  new Gauge({ name: "app_before", help: "Own", registers: [registry], collect: () => Promise.resolve() });
  registerClusterMetrics(registry, controlPlane);
  await registry.metrics();
  expect(controlPlane.snapshots).toBe(1);
  await registry.getMetricsAsJSON();
  expect(controlPlane.snapshots).toBe(2);
});

test("two scrapes at once, a replica leaving in between: nothing is lost and nothing stays", async () => {
  const registry = new Registry();
  const controlPlane = controlPlaneWith(1, 2);
  registerClusterMetrics(registry, controlPlane);
  const before = registry.metrics();
  controlPlane.shardIds = [1];
  const after = registry.metrics();
  const [beforeText, afterText] = await Promise.all([before, after]);
  expect([seriesOf(beforeText, 1), seriesOf(beforeText, 2)]).toEqual([6, 6]);
  expect([seriesOf(afterText, 1), seriesOf(afterText, 2)]).toEqual([6, 0]);
});

test("a scrape after a look at a single metric, without a pause between, has a snapshot of its own", async () => {
  const registry = new Registry();
  const controlPlane = controlPlaneWith(1, 2);
  registerClusterMetrics(registry, controlPlane);
  const single = registry.getSingleMetricAsString("tidaldb_shard_up");
  controlPlane.shardIds = [1];
  const scrape = registry.metrics();
  expect(shardsIn(await single)).toEqual(["1", "2"]);
  const text = await scrape;
  expect([seriesOf(text, 1), seriesOf(text, 2)]).toEqual([6, 0]);
});

test("a replica that left is gone from the next scrape, and one that came is there", async () => {
  const registry = new Registry();
  const controlPlane = controlPlaneWith(1, 2);
  registerClusterMetrics(registry, controlPlane);
  expect(shardsIn(await registry.metrics())).toEqual(["1", "2"]);
  controlPlane.shardIds = [2, 3];
  expect(shardsIn(await registry.metrics())).toEqual(["2", "3"]);
});

describe("counters keep their names", () => {
  const counterLines = /^(# TYPE )?tidaldb_exporter_(heartbeats|stall_seconds)\w*/gm;
  const inText = [
    "# TYPE tidaldb_exporter_heartbeats_total",
    ...Array<string>(4).fill("tidaldb_exporter_heartbeats_total"),
    "# TYPE tidaldb_exporter_stall_seconds_total",
    "tidaldb_exporter_stall_seconds_total",
  ];
  const inOpenMetrics = inText.map((line) => (line.startsWith("#") ? line.replace(/_total$/, "") : line));
  const linesIn = (text: string): string[] => [...text.matchAll(counterLines)].map(([line]) => line);

  function registryFor(type: "text" | "openmetrics"): Registry {
    const registry = new Registry();
    use(registry, type);
    registerClusterMetrics(registry, controlPlaneWith(1));
    return registry;
  }

  /** prom-client's types bind a registry to one format, though it can change. */
  function use(registry: Registry, type: "text" | "openmetrics"): void {
    const contentType =
      type === "text" ? Registry.PROMETHEUS_CONTENT_TYPE : Registry.OPENMETRICS_CONTENT_TYPE;
    (registry as { setContentType(contentType: string): void }).setContentType(contentType);
  }

  test("in text after OpenMetrics, and in OpenMetrics again", async () => {
    const registry = registryFor("openmetrics");
    expect(linesIn(await registry.metrics())).toEqual(inOpenMetrics);
    use(registry, "text");
    expect(linesIn(await registry.metrics())).toEqual(inText);
    use(registry, "openmetrics");
    expect(linesIn(await registry.metrics())).toEqual(inOpenMetrics);
  });

  test("when a scrape in text overtakes one in OpenMetrics that waits for a metric of the application", async () => {
    const registry = registryFor("openmetrics");
    const { promise: measured, resolve: finish } = deferred();
    new Gauge({ name: "app_slow", help: "Own", registers: [registry], collect: () => measured });
    const openMetrics = registry.metrics();
    await new Promise(setImmediate);
    use(registry, "text");
    const text = registry.metrics();
    finish();
    expect(linesIn(await openMetrics)).toEqual(inOpenMetrics);
    expect(linesIn(await text)).toEqual(inText);
  });

  test("in a registry that was merged from theirs and serves the other format", async () => {
    const registry = registryFor("text");
    const merged = Registry.merge([registry]);
    use(merged, "openmetrics");
    expect(linesIn(await merged.metrics())).toEqual(inOpenMetrics);
    expect(linesIn(await registry.metrics())).toEqual(inText);
  });

  test("as JSON after OpenMetrics", async () => {
    const registry = registryFor("openmetrics");
    await registry.metrics();
    const names = (await registry.getMetricsAsJSON()).map(({ name }) => name);
    expect(names).toEqual(CLUSTER_CATALOGUE.map(({ name }) => name));
  });
});

test("label sets that look alike to prom-client stay apart", async () => {
  const registry = new Registry();
  const replicas = ["1,shard:2", "1"].map((regionName) => replicaSnapshot({ regionName }));
  registerClusterMetrics(registry, { snapshot: () => clusterSnapshot({ replicas }) });
  expect((await registry.metrics()).match(/^tidaldb_shard_up\{.*$/gm)).toEqual([
    'tidaldb_shard_up{shard="0",region="1,shard:2"} 1',
    'tidaldb_shard_up{shard="0",region="1"} 1',
  ]);
});

test("resetMetrics changes nothing", async () => {
  const registry = new Registry();
  registerClusterMetrics(registry, controlPlaneWith(1, 2));
  const before = await registry.metrics();
  registry.resetMetrics();
  expect(await registry.metrics()).toBe(before);
});

test("default labels of the registry are added", async () => {
  const registry = new Registry();
  registry.setDefaultLabels({ app: "leader" });
  registerClusterMetrics(registry, controlPlaneWith(1));
  expect(await registry.metrics()).toContain('tidaldb_shard_up{shard="1",region="0",app="leader"} 1');
});

test("detail and collect choose what is registered", () => {
  const namesFor = (options: { detail?: "region"; collect?: MetricGroup[] }): string[] => {
    const registry = new Registry();
    registerClusterMetrics(registry, controlPlaneWith(1), options);
    return registry.getMetricsAsArray().map(({ name }) => name);
  };
  expect(namesFor({ detail: "region" }).filter((name) => /_shard_|_replication_/.test(name))).toEqual([]);
  expect(namesFor({ collect: ["follower"] })).toEqual([
    "tidaldb_replication_lag_seqnos",
    "tidaldb_replication_lag_seconds",
  ]);
});

test("a name that the application has already is an error, and nothing is registered", () => {
  const registry = new Registry();
  new Counter({ name: "tidaldb_shard_signals_total", help: "Own", registers: [registry] });
  new Gauge({ name: "tidaldb_shard_up", help: "Own", registers: [registry] });
  expect(() => {
    registerClusterMetrics(registry, controlPlaneWith(1));
  }).toThrow("the registry already has tidaldb_shard_up, tidaldb_shard_signals_total");
  expect(registry.getMetricsAsArray()).toHaveLength(2);
});

test("registering twice is an error", () => {
  const registry = new Registry();
  registerClusterMetrics(registry, controlPlaneWith(1));
  expect(() => {
    registerClusterMetrics(registry, controlPlaneWith(2));
  }).toThrow("register each control plane once");
});

test("an unknown group is an error that lists the known ones, and nothing is registered", () => {
  const registry = new Registry();
  expect(() => {
    registerClusterMetrics(registry, controlPlaneWith(1), { collect: ["regions" as MetricGroup] });
  }).toThrow(
    'registerClusterMetrics: collect[]: expected cluster, region, shard, follower, exporter, got "regions"',
  );
  expect(registry.getMetricsAsArray()).toEqual([]);
});

test("a control plane that fails rejects the scrape instead of serving half of it", async () => {
  const registry = new Registry();
  registerClusterMetrics(registry, {
    snapshot: () => {
      throw new Error("broken");
    },
  });
  await expect(registry.metrics()).rejects.toThrow("broken");
});
