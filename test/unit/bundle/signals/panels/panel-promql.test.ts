import { bundleOptions } from "../../../../../src/bundle/options/options";
import { ALL_SHARDS, PanelPromql } from "../../../../../src/bundle/signals/panels/panel-promql";

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

  test("of the chosen job, and of targets that were never reached by the job in the options", () => {
    const promql = new PanelPromql(OPTIONS, ["job"]);

    expect(promql.series("up")).toBe('up{job=~"$job|tidaldb-exporter"}');
    expect(promql.series("process_open_fds")).toBe('process_open_fds{job=~"$job"}');
    expect(promql.series("tidaldb_cluster_shards")).toBe('tidaldb_cluster_shards{job=~"$job"}');
    expect(promql.alerts("ALERTS")).toContain('job=~"$job|tidaldb-exporter"');
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

  test("one step ago", () => {
    expect(new PanelPromql(OPTIONS, []).oneStepAgo("tidaldb_cluster_shards")).toBe(
      "tidaldb_cluster_shards offset $__interval",
    );
  });

  test("that are recorded while all shards are chosen, and of single ones while some are", () => {
    const promql = new PanelPromql(bundleOptions({ labelNames: { region: "zone" } }), [
      "cluster",
      "region",
      "shard",
    ]);

    expect(promql.recorded("region:x:max", ["region"], promql.whileAll())).toBe(
      'label_replace(region:x:max{cluster=~"$cluster",zone=~"$region",shard=~"${shard}x"}, "region", "$1", "zone", "(.+)")',
    );
    expect(promql.series("tidaldb_shard_up", promql.whileChosen())).toContain(
      'shard=~"$shard",shard!~"${shard}x"',
    );
    expect(new PanelPromql(OPTIONS, ["region"]).whileChosen()).toBeUndefined();
  });

  test.each([
    ["all", ALL_SHARDS, ["", "7"], []],
    ["one", "7", [], ["7"]],
    ["several", "(7|17)", [], ["7", "17"]],
  ])("of what is recorded, or of single shards, and never of both: %s", (_, chosen, recorded, singles) => {
    const matches = (pattern: string, value: string): boolean =>
      new RegExp(`^(?:${pattern.replace(/\$\{shard\}|\$shard/g, chosen)})$`).test(value);

    // What is recorded of a region has no shard: its label is empty.
    expect(["", "7"].filter((value) => matches("${shard}x", value))).toEqual(recorded);
    expect(
      ["7", "17", "1"].filter((value) => matches("$shard", value) && !matches("${shard}x", value)),
    ).toEqual(singles);
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
