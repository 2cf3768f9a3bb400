import { contractViolations } from "../../support/bundle/promql-contract";
import { knownSeries } from "../../support/bundle/promql-known-series";

const KNOWN = knownSeries();

describe("the three mistakes that shipped in well-known bundles are found", () => {
  test("a metric under a name that the exporter does not use", () => {
    expect(contractViolations("tidaldb_replication_lag > 5", KNOWN)).toEqual([
      "tidaldb_replication_lag: no such metric",
    ]);
  });

  test("a label value in another spelling", () => {
    expect(contractViolations('tidaldb_region_health{state="Offline"} == 1', KNOWN)).toEqual([
      "tidaldb_region_health: label state is never Offline, only healthy, degraded, offline, unknown",
    ]);
    expect(contractViolations('tidaldb_region_replicas{state=~"offline|un-known"} > 0', KNOWN)).toEqual([
      "tidaldb_region_replicas: label state is never un-known, only healthy, degraded, offline, pending",
    ]);
  });

  test.each([
    "timestamp(tidaldb_shard_up) < time() - 36000",
    "timestamp(tidaldb_shard_up) < (time() - 10h)",
    "timestamp(tidaldb_shard_up) <= time() - 60 * 60 * 10",
    "time() - timestamp(tidaldb_shard_up) > 36000",
    "(time() - timestamp(max by (shard) (tidaldb_shard_up))) >= 301",
    "36000 < time() - timestamp(tidaldb_shard_up)",
    "time() - 36000 > timestamp(tidaldb_shard_up)",
    "tidaldb_shard_up == 0 and timestamp(tidaldb_shard_up) + 36000 < time()",
  ])("a live sample's timestamp against ten hours ago: %s", (expr) => {
    expect(contractViolations(expr, KNOWN)).toEqual([
      expect.stringContaining("no live sample is that old, so this is always the same"),
    ]);
  });

  test.each([
    "timestamp(tidaldb_shard_up) < time() - 60",
    "time() - timestamp(tidaldb_shard_up) > 299",
    "timestamp(tidaldb_shard_up offset 10h) < time() - 36000",
    "time() - tidaldb_shard_last_heartbeat_timestamp_seconds > 36000",
    "time() - process_start_time_seconds < 600",
    "timestamp(tidaldb_shard_up) > timestamp(tidaldb_shard_entities)",
  ])("an age that a sample can have is none: %s", (expr) => {
    expect(contractViolations(expr, KNOWN)).toEqual([]);
  });
});

describe("what else is found in an expression", () => {
  test.each([
    ["rate(tidaldb_shard_wal_bytes[5m])", "rate of tidaldb_shard_wal_bytes, which is a gauge"],
    [
      "sum(increase(tidaldb_shard_entities[1h] offset 1d))",
      "increase of tidaldb_shard_entities, which is a gauge",
    ],
    [
      "deriv(tidaldb_exporter_heartbeats_total[5m])",
      "deriv of tidaldb_exporter_heartbeats_total, which is a counter",
    ],
    [
      "delta(nodejs_gc_duration_seconds_count[5m])",
      "delta of nodejs_gc_duration_seconds_count, which is a counter",
    ],
    [
      "rate(region:tidaldb_region_signals_per_second:max[5m])",
      "rate of region:tidaldb_region_signals_per_second:max, which is a recorded",
    ],
  ])("a function for another type: %s", (expr, finding) => {
    expect(contractViolations(expr, KNOWN)).toEqual([finding]);
  });

  test.each([
    ['tidaldb_shard_up{follower="eu-west"}', "tidaldb_shard_up: has no label follower"],
    ['up{job="tidaldb"}', "up: label job is never tidaldb, only tidaldb-exporter"],
    ["sum by (sahrd) (tidaldb_shard_up)", "grouped by sahrd, which none of tidaldb_shard_up has"],
    [
      "tidaldb_shard_up * on (shard, follower) tidaldb_shard_entities",
      "grouped by follower, which none of tidaldb_shard_up, tidaldb_shard_entities has",
    ],
    ["region:tidaldb_region_entities:max", "region:tidaldb_region_entities:max: no such metric"],
    ['ALERTS{alertname="TidaldbRegionDown"}', "ALERTS: label alertname is never TidaldbRegionDown"],
    ['{__name__=~"tidaldb_.*"}', "a selector without the name of a metric"],
    ["sum by (region) (tidaldb_shard_up", "not PromQL"],
    ["tidaldb_shard_up ==", "not PromQL"],
  ])("a name that does not exist: %s", (expr, finding) => {
    expect(contractViolations(expr, KNOWN)).toEqual([expect.stringContaining(finding)]);
  });

  test.each([
    'tidaldb_region_health{state=~"healthy|degraded",region=~"$region"}',
    'tidaldb_region_health{state!="unknown",exported_region=""}',
    'tidaldb_region_health{state=~".+"}',
    'label_replace(tidaldb_shard_up, "where", "$1", "region", "(.+)")',
    'sum by (where) (label_replace(tidaldb_shard_up, "where", "$1", "region", "(.+)"))',
    "max_over_time(rate(tidaldb_shard_signals_total[5m])[1h:1m])",
    "avg_over_time(tidaldb_shard_signals_total[5m])",
    "changes(process_start_time_seconds[1h])",
    'count by (severity) (ALERTS{alertname="Watchdog",alertstate="firing"})',
  ])("nothing where nothing is wrong: %s", (expr) => {
    expect(contractViolations(expr, KNOWN)).toEqual([]);
  });
});
