import { LatencyHistogram } from "../../../../src/metrics/terms/latency-histogram";
import { CATALOGUE, CLUSTER_CATALOGUE } from "../../../../src/metrics/catalogue/catalogue";
import { METRIC_GROUPS } from "../../../../src/metrics/terms/metric-group";
import { SELF_METRIC_CATALOGUE } from "../../../../src/metrics/process/self-metric-catalogue";
import { threeRegions } from "../../../support/metrics/cluster-snapshot-three-regions";
import { peerReading } from "../../../support/sources/peer-reading";
import { sourceReading } from "../../../support/sources/source-reading";
import { exporterStatus } from "../../../support/metrics/rendered-metric";

const everything = {
  cluster: threeRegions(),
  exporter: exporterStatus({
    configReloadSuccessAtNs: 1n,
    webConfigReloadSuccessful: true,
    logLinesLost: 0,
    recordingLost: 0,
    storeReachable: true,
    heardKeptAtNs: 1n,
    eventsUnkept: 0,
    nats: {
      isConnected: true,
      taken: { accepted: 1, stale: 1, retired: 1, rejected: 1 },
      dropped: 1,
      passedOn: 1,
      lost: 1,
    },
    certificateExpiresAtMs: 1,
    configReloads: { succeeded: 1, failed: 1 },
    ingestLatency: new LatencyHistogram([1]),
    scrapeLatency: new LatencyHistogram([1]),
    lastRenderSeconds: 1,
    lastSeries: 1,
    sources: [sourceReading()],
    peers: [peerReading()],
    seriesShed: { follower: 1, shard: 0, unknown_region: 0 },
  }),
};

test("the catalogue has these metrics, types and labels, and no other", () => {
  const lines = CATALOGUE.map(({ name, type, labels }) => [name, type, ...labels].join(" "));
  expect(lines).toEqual([
    "tidaldb_cluster_info gauge cluster",
    "tidaldb_cluster_entities gauge",
    "tidaldb_cluster_signals_per_second gauge",
    "tidaldb_cluster_tenants gauge",
    "tidaldb_cluster_tenants_unroutable gauge",
    "tidaldb_cluster_shards gauge",
    "tidaldb_cluster_leader_conflicts gauge",
    "tidaldb_cluster_shards_without_leader gauge",
    "tidaldb_cluster_critical_shards gauge",
    "tidaldb_incident_active gauge cause region peer shard source",
    "tidaldb_incident_started_timestamp_seconds gauge cause region peer shard source",
    "tidaldb_incident_announced gauge cause region peer shard source",
    "tidaldb_incident_announced_until_timestamp_seconds gauge cause region peer shard source",
    "tidaldb_incident_silent_replicas gauge cause region peer shard source",
    "tidaldb_incident_lagging_followers gauge cause region peer shard source",
    "tidaldb_incident_shards gauge cause region peer shard source",
    "tidaldb_incident_shards_without_leader gauge cause region peer shard source",
    "tidaldb_incident_critical_shards gauge cause region peer shard source",
    "tidaldb_incident_entities gauge cause region peer shard source",
    "tidaldb_incident_tenants gauge cause region peer shard source",
    "tidaldb_incidents_not_listed gauge",
    "tidaldb_maintenance_started_timestamp_seconds gauge id region shard",
    "tidaldb_maintenance_end_timestamp_seconds gauge id region shard",
    "tidaldb_region_info gauge region region_id",
    "tidaldb_region_health gauge region state",
    "tidaldb_region_health_changed_timestamp_seconds gauge region",
    "tidaldb_region_health_explained gauge region",
    "tidaldb_region_announced gauge region",
    "tidaldb_region_health_transitions_total counter region from to",
    "tidaldb_region_replicas gauge region state",
    "tidaldb_region_entities gauge region",
    "tidaldb_region_signals_per_second gauge region",
    "tidaldb_region_wal_bytes gauge region",
    "tidaldb_region_inbound_lag_seconds gauge region",
    "tidaldb_region_state_seconds_total counter region state announced",
    "tidaldb_region_follower_seconds_total counter region state announced",
    "tidaldb_shard_up gauge shard region",
    "tidaldb_shard_role gauge shard region role",
    "tidaldb_shard_entities gauge shard region",
    "tidaldb_shard_signals_per_second gauge shard region",
    "tidaldb_shard_signals_total counter shard region",
    "tidaldb_shard_wal_bytes gauge shard region",
    "tidaldb_shard_leader_seqno gauge shard region",
    "tidaldb_shard_diverged_signals gauge shard region",
    "tidaldb_shard_conflicts_resolved_total counter shard region",
    "tidaldb_shard_last_reconciled_timestamp_seconds gauge shard region",
    "tidaldb_shard_last_heartbeat_timestamp_seconds gauge shard region",
    "tidaldb_shard_clock_skew_seconds gauge shard region",
    "tidaldb_replication_lag_seqnos gauge shard region follower",
    "tidaldb_replication_lag_seconds gauge shard region follower",
    "tidaldb_exporter_heartbeats_total counter result",
    "tidaldb_exporter_stall_seconds_total counter",
    "tidaldb_exporter_settled gauge",
    "tidaldb_exporter_time_seconds gauge",
    "tidaldb_source_up gauge source",
    "tidaldb_source_last_success_timestamp_seconds gauge source",
    "tidaldb_source_poll_duration_seconds gauge source",
    "tidaldb_source_snapshot_timestamp_seconds gauge source",
    "tidaldb_source_clock_skew_seconds gauge source",
    "tidaldb_source_poll_errors_total counter source reason",
    "tidaldb_source_heartbeats_total counter source result",
    "tidaldb_source_region_health gauge source region state",
    "tidaldb_exporter_peers gauge state",
    "tidaldb_exporter_disagreement gauge region",
    "tidaldb_peer_up gauge peer",
    "tidaldb_peer_last_success_timestamp_seconds gauge peer",
    "tidaldb_peer_region_health gauge peer region state",
    "tidaldb_exporter_build_info gauge version revision node_version",
    "tidaldb_exporter_config_last_reload_successful gauge",
    "tidaldb_exporter_config_last_reload_success_timestamp_seconds gauge",
    "tidaldb_exporter_config_reloads_total counter result",
    "tidaldb_exporter_web_config_last_reload_successful gauge",
    "tidaldb_exporter_certificate_expiry_timestamp_seconds gauge",
    "tidaldb_exporter_heard_kept_timestamp_seconds gauge",
    "tidaldb_exporter_events_unkept gauge",
    "tidaldb_exporter_limit_refusals_total counter limit",
    "tidaldb_exporter_log_lines_lost_total counter",
    "tidaldb_exporter_recording_lost_total counter",
    "tidaldb_exporter_store_reachable gauge",
    "tidaldb_exporter_nats_connected gauge",
    "tidaldb_exporter_nats_heartbeats_total counter result",
    "tidaldb_exporter_nats_heartbeats_passed_on_total counter result",
    "tidaldb_exporter_nats_messages_dropped_total counter",
    "tidaldb_exporter_render_duration_seconds gauge",
    "tidaldb_exporter_series gauge",
    "tidaldb_exporter_series_shed gauge group",
    "tidaldb_exporter_ingest_duration_seconds histogram",
    "tidaldb_exporter_scrape_duration_seconds histogram",
  ]);
});

test("groups come one after the other, in the order in which they are listed", () => {
  const positions = CATALOGUE.map(({ group }) => METRIC_GROUPS.indexOf(group));
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
});

describe.each(CATALOGUE.map((metric) => [metric.name, metric] as const))("%s", (_name, metric) => {
  const samples = [...metric.samples(everything)];

  test("ends in _total exactly if it is a counter, and in its unit if it has one", () => {
    expect(metric.name.endsWith("_total")).toBe(metric.type === "counter");
    if (metric.unit !== undefined)
      expect(metric.name.replace(/_total$/, "")).toMatch(new RegExp(`_${metric.unit}$`));
  });

  test("explains itself in one sentence that no writer has to escape", () => {
    expect(metric.help).toMatch(/^[A-Z0-9][^"\\\n]+[^.\s]$/);
  });

  test("has samples in a cluster that has everything, each with a value for each label and each label set once", () => {
    expect(samples).not.toHaveLength(0);
    expect(samples.map(({ labels }) => labels.length)).toEqual(
      samples.map(({ labelNames }) => (labelNames ?? metric.labels).length),
    );
    expect(new Set(samples.map(({ suffix, labels }) => JSON.stringify([suffix, labels]))).size).toBe(
      samples.length,
    );
  });

  test("gives a label with a fixed set of values no other value", () => {
    for (const [label, values] of Object.entries(metric.labelValues ?? {})) {
      const names: readonly string[] = metric.labels;
      const position = names.indexOf(label);
      expect(position).toBeGreaterThanOrEqual(0);
      for (const { labels } of samples) expect(values).toContain(labels[position]);
    }
  });

  test("gives the same samples again", () => {
    expect([...metric.samples(everything)]).toEqual(samples);
  });
});

test("what a control plane has without an exporter around it needs no exporter", () => {
  for (const metric of CLUSTER_CATALOGUE) {
    expect([...metric.samples({ cluster: everything.cluster })]).toEqual([...metric.samples(everything)]);
  }
});

test("no name is taken twice, the process' own included", () => {
  const names = [...CATALOGUE, ...SELF_METRIC_CATALOGUE].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("no name is one that tidalDB's nodes export themselves", () => {
  const theirs = [
    "tidaldb_uptime_seconds",
    "tidaldb_health_ok",
    "tidaldb_info",
    "tidaldb_checkpoint_failures_total",
  ];
  expect(CATALOGUE.map(({ name }) => name).filter((name) => theirs.includes(name))).toEqual([]);
});
