import { bundleOptions } from "../../../../../src/bundle/options/options";
import { PanelPromql } from "../../../../../src/bundle/signals/panels/panel-promql";

const OPTIONS = bundleOptions();

describe("Panels ask for series", () => {
  test("that the dashboard's variables choose, each filtering the label of its name", () => {
    const promql = new PanelPromql(OPTIONS, ["cluster", "shard", "follower"]);

    expect(promql.series("tidaldb_cluster_shards")).toBe('tidaldb_cluster_shards{cluster=~"$cluster"}');
    expect(promql.without("shard").series("tidaldb_shard_up")).toBe(
      'label_replace(tidaldb_shard_up{cluster=~"$cluster"}, "region", "$1", "exported_region", "(.+)")',
    );
  });

  test("under the exporter's name for a label, also where a target label pushed it aside", () => {
    const promql = new PanelPromql(OPTIONS, ["region"]);

    expect(promql.series("tidaldb_region_entities")).toBe(
      'label_replace(tidaldb_region_entities{region=~"$region",exported_region=""} or ' +
        'tidaldb_region_entities{exported_region=~"$region"}, "region", "$1", "exported_region", "(.+)")',
    );
    expect(promql.by("region")).toBe("by (cluster, namespace, job, region)");
  });

  test("by the name that the options say it has here, and shows it under its own", () => {
    const promql = new PanelPromql(bundleOptions({ labelNames: { region: "zone" } }), ["region"]);

    expect(promql.series("tidaldb_region_entities")).toBe(
      'label_replace(tidaldb_region_entities{zone=~"$region"}, "region", "$1", "zone", "(.+)")',
    );
    expect(promql.by("region")).toBe("by (cluster, namespace, job, region)");
  });

  test("of the chosen job where other jobs have such metrics too, and of any job where the name says whose it is", () => {
    const promql = new PanelPromql(OPTIONS, ["job"]);

    expect(promql.series("up")).toBe('up{job=~"$job"}');
    expect(promql.series("process_open_fds")).toBe('process_open_fds{job=~"$job"}');
    expect(promql.series("tidaldb_cluster_shards")).toBe("tidaldb_cluster_shards");
  });

  test("of the job in the options where no variable chooses one", () => {
    expect(new PanelPromql(OPTIONS, []).series("up")).toBe('up{job="tidaldb-exporter"}');
  });

  test("with a function over the range that Grafana finds right", () => {
    const promql = new PanelPromql(OPTIONS, []);

    expect(promql.overRate("rate", "tidaldb_exporter_heartbeats_total", { result: "rejected" })).toBe(
      'rate(tidaldb_exporter_heartbeats_total{result="rejected"}[$__rate_interval])',
    );
    expect(promql.overRate("deriv", "tidaldb_shard_wal_bytes")).toBe(
      'label_replace(deriv(tidaldb_shard_wal_bytes[$__rate_interval]), "region", "$1", "exported_region", "(.+)")',
    );
  });

  test("as they are at the end of the time range", () => {
    expect(new PanelPromql(OPTIONS, []).seriesAtEnd("tidaldb_cluster_shards")).toBe(
      "tidaldb_cluster_shards @ end()",
    );
  });

  test("by the first label that tells clusters apart, whatever it is called", () => {
    const promql = new PanelPromql(bundleOptions({ scopeLabels: ["realm", "job"] }), ["cluster"]);

    expect(promql.series("tidaldb_cluster_shards")).toBe('tidaldb_cluster_shards{realm=~"$cluster"}');
    expect(promql.legend("{{region}}")).toBe("{{realm}} {{region}}");
  });
});

describe("Panels cannot ask", () => {
  const promql = new PanelPromql(OPTIONS, ["region"]);

  test.each([
    ["a metric", () => promql.series("tidaldb_region_entites")],
    ["a label", () => promql.series("tidaldb_region_entities", { shard: "1" })],
    ["a value", () => promql.series("tidaldb_region_health", { state: "sick" })],
    ["a metric over a range", () => promql.overRate("rate", "tidaldb_exporter_heartbeats")],
  ])("for %s that the catalogue does not have", (_, ask) => {
    expect(ask).toThrow(RangeError);
  });
});
