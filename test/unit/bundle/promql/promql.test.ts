import { matching, oneOf, otherThan } from "../../../../src/bundle/promql/label-matcher";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import { Promql } from "../../../../src/bundle/promql/promql";

const promql = new Promql(DEFAULT_BUNDLE_OPTIONS);

describe("selectors", () => {
  test.each([
    ["without conditions", promql.metric("tidaldb_shard_up"), "tidaldb_shard_up"],
    [
      "with the value of a label",
      promql.metric("tidaldb_region_health", { state: "offline" }),
      'tidaldb_region_health{state="offline"}',
    ],
    [
      "with one of several values",
      promql.metric("tidaldb_region_health", { state: oneOf("healthy", "degraded") }),
      'tidaldb_region_health{state=~"healthy|degraded"}',
    ],
    [
      "with another value",
      promql.metric("tidaldb_region_health", { state: otherThan("unknown") }),
      'tidaldb_region_health{state!="unknown"}',
    ],
    [
      "with a target label",
      promql.metric("tidaldb_shard_up", { cluster: "prod", instance: "a:1" }),
      'tidaldb_shard_up{cluster="prod",instance="a:1"}',
    ],
    [
      "with a value that needs escaping",
      promql.metric("tidaldb_shard_up", { region: 'a"b\\c\nd' }),
      'tidaldb_shard_up{region="a\\"b\\\\c\\nd"}',
    ],
    [
      "of the exporter's job only, for a metric that other jobs have too",
      `${promql.metric("up")} ${promql.metric("process_open_fds")} ${promql.metric("nodejs_gc_duration_seconds_sum")}`,
      'up{job="tidaldb-exporter"} process_open_fds{job="tidaldb-exporter"} nodejs_gc_duration_seconds_sum{job="tidaldb-exporter"}',
    ],
  ])("a selector %s", (_name, selector, expected) => {
    expect(selector).toBe(expected);
  });

  test("a pattern made of values stands for these values, whatever is in them", () => {
    expect(oneOf("eu.west", "a|b")).toEqual(matching("eu\\.west|a\\|b"));
  });
});

describe("what is not in the catalogue is refused", () => {
  test("a metric, with the nearest one", () => {
    expect(() => promql.metric("tidaldb_replication_lag_second")).toThrow(
      "metric tidaldb_replication_lag_second: not in the catalogue; did you mean tidaldb_replication_lag_seconds?",
    );
  });

  test("a label, with those that there are", () => {
    expect(() => promql.metric("tidaldb_shard_up", { follower: "eu-west" })).toThrow(
      "metric tidaldb_shard_up: has no label follower; it has shard, region, cluster, namespace, job, instance",
    );
  });

  test.each([["Offline"], [oneOf("healthy", "pending")], [otherThan("unknwon")]])(
    "a label value in another spelling: %j",
    (state) => {
      expect(() => promql.metric("tidaldb_region_health", { state })).toThrow(
        "metric tidaldb_region_health, label state: expected one of healthy, degraded, offline, unknown, got ",
      );
    },
  );

  test("but not a variable, nor a pattern that is more than a list of values", () => {
    expect(promql.metric("tidaldb_region_health", { state: matching("$state") })).toContain(
      'state=~"$state"',
    );
    expect(promql.metric("tidaldb_region_health", { state: matching(".+") })).toContain('state=~".+"');
  });

  test("the name of a recording rule that does not say level, metric and operation", () => {
    expect(() => promql.recorded("region_throughput", [])).toThrow(
      "expected a name like level:metric:operation",
    );
  });
});

describe("filters", () => {
  const filtered = promql.filtered({ cluster: matching("$cluster"), follower: matching("$follower") });

  test("are added to the metrics that have such a label, and target labels to all", () => {
    expect(filtered.metric("tidaldb_shard_up")).toBe('tidaldb_shard_up{cluster=~"$cluster"}');
    expect(filtered.metric("tidaldb_replication_lag_seconds", { shard: "0" })).toBe(
      'tidaldb_replication_lag_seconds{cluster=~"$cluster",follower=~"$follower",shard="0"}',
    );
  });

  test("give way to a condition on the same label", () => {
    expect(filtered.metric("tidaldb_replication_lag_seconds", { follower: "eu-west" })).toBe(
      'tidaldb_replication_lag_seconds{cluster=~"$cluster",follower="eu-west"}',
    );
  });

  test("are added to recorded series as far as these have the labels", () => {
    expect(filtered.recorded("region:tidaldb_region_health:max", ["region"], { region: "a" })).toBe(
      'region:tidaldb_region_health:max{cluster=~"$cluster",region="a"}',
    );
  });
});

describe("groupings", () => {
  test("begin with what tells clusters apart", () => {
    expect(promql.by("region", "shard")).toBe("by (cluster, namespace, job, region, shard)");
    expect(promql.on()).toBe("on (cluster, namespace, job)");
  });

  test("count a label under its own name where a target label may have pushed it aside", () => {
    expect(promql.aggregate("max", ["region", "shard"], "x")).toBe(
      'max by (cluster, namespace, job, region, shard) (label_replace(x, "region", "$1", "exported_region", "(.+)"))',
    );
    expect(promql.aggregate("sum", ["limit"], "x")).toBe("sum by (cluster, namespace, job, limit) (x)");
  });

  test("use the names that this Prometheus has for labels", () => {
    const renamed = new Promql(
      bundleOptions({ scopeLabels: ["env"], labelNames: { region: "tidal_region", state: "condition" } }),
    );
    expect(renamed.by("region", "shard")).toBe("by (env, tidal_region, shard)");
    expect(renamed.metric("tidaldb_region_health", { state: "offline", region: "eu" })).toBe(
      'tidaldb_region_health{condition="offline",tidal_region="eu"}',
    );
  });
});
