import { CATALOGUE } from "../../../../src/metrics/catalogue/catalogue";
import { METRIC_GROUPS } from "../../../../src/metrics/terms/metric-group";
import type { DetailLevel, MetricGroup } from "../../../../src/metrics/terms/metric-group";
import { metricsOf, parseGroups, servedGroups } from "../../../../src/metrics/catalogue/selection";

test.each<[string, string[], MetricGroup[]]>([
  ["no name asks for all groups", [], [...METRIC_GROUPS]],
  ["one name asks for one", ["region"], ["region"]],
  ["two names ask for two", ["shard", "cluster"], ["shard", "cluster"]],
  ["a name given twice asks for one", ["exporter", "exporter"], ["exporter"]],
])("%s", (_text, names, groups) => {
  expect(parseGroups(names)).toEqual({ ok: true, value: new Set(groups) });
});

test.each([
  [["regions"], "regions"],
  [["cluster", "Region"], "Region"],
  [[""], ""],
  [["toString"], "toString"],
])("an unknown group in %j is an error that lists the known ones", (names, culprit) => {
  expect(parseGroups(names)).toEqual({
    ok: false,
    message: `collect[]: expected cluster, region, shard, follower, exporter, got "${culprit}"`,
  });
});

test.each<[DetailLevel, MetricGroup[]]>([
  ["follower", ["cluster", "region", "shard", "follower", "exporter"]],
  ["shard", ["cluster", "region", "shard", "exporter"]],
  ["region", ["cluster", "region", "exporter"]],
])("detail %s serves %j", (detail, groups) => {
  expect([...servedGroups(detail)]).toEqual(groups);
});

test("a group that the detail level leaves out stays out when a scrape asks for it", () => {
  expect([...servedGroups("region", new Set<MetricGroup>(["shard", "cluster"]))]).toEqual(["cluster"]);
});

test("metrics keep the order of the catalogue, whatever the order of the groups", () => {
  const names = metricsOf(CATALOGUE, new Set<MetricGroup>(["follower", "cluster"])).map(({ name }) => name);
  expect(names[0]).toBe("tidaldb_cluster_info");
  expect(names.at(-1)).toBe("tidaldb_replication_lag_seconds");
  expect(names).toHaveLength(25);
});
