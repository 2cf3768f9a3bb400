import { noRefusals } from "../../../../src/metrics/terms/refusal-counts";
import { clusterSnapshot } from "../../../support/metrics/cluster-snapshot";
import { exporterStatus, renderedMetric } from "../../../support/metrics/rendered-metric";

test("heartbeats are counted by what became of them", () => {
  const cluster = clusterSnapshot({ heartbeats: { rejected: 4, retired: 3, stale: 2, accepted: 1 } });
  expect(renderedMetric("tidaldb_exporter_heartbeats_total", cluster)).toEqual([
    'tidaldb_exporter_heartbeats_total{result="accepted"} 1',
    'tidaldb_exporter_heartbeats_total{result="stale"} 2',
    'tidaldb_exporter_heartbeats_total{result="retired"} 3',
    'tidaldb_exporter_heartbeats_total{result="rejected"} 4',
  ]);
});

test("the exporter's own standing still is counted in seconds", () => {
  expect(
    renderedMetric("tidaldb_exporter_stall_seconds_total", clusterSnapshot({ stallSeconds: 12.5 })),
  ).toEqual(["tidaldb_exporter_stall_seconds_total 12.5"]);
});

test.each([
  [true, 1],
  [false, 0],
])("isSettled %s is served as %d, beside the clock of the exporter", (isSettled, value) => {
  const cluster = clusterSnapshot({ isSettled, takenAtNs: 1_700_000_001_250_000_000n });
  expect(renderedMetric("tidaldb_exporter_settled", cluster)).toEqual([`tidaldb_exporter_settled ${value}`]);
  expect(renderedMetric("tidaldb_exporter_time_seconds", cluster)).toEqual([
    "tidaldb_exporter_time_seconds 1700000001.25",
  ]);
});

const status = exporterStatus({
  configReloadSuccessful: false,
  configReloadSuccessAtNs: 1_700_000_000_500_000_000n,
  configReloads: { succeeded: 2, failed: 1 },
  webConfigReloadSuccessful: false,
  certificateExpiresAtMs: 1_800_000_000_000,
  logLinesLost: 3,
  recordingLost: 9,
  storeReachable: false,
  heardKeptAtNs: 1_700_000_002_500_000_000n,
  eventsUnkept: 7,
  nats: {
    isConnected: true,
    taken: { accepted: 5, stale: 4, retired: 3, rejected: 2 },
    dropped: 6,
    passedOn: 7,
    lost: 8,
  },
  lastRenderSeconds: 0.001,
  lastSeries: 786_432,
});

test.each([
  'tidaldb_exporter_build_info{version="1.2.3",revision="abc",node_version="v20.0.0"} 1',
  "tidaldb_exporter_config_last_reload_successful 0",
  "tidaldb_exporter_config_last_reload_success_timestamp_seconds 1700000000.5",
  "tidaldb_exporter_web_config_last_reload_successful 0",
  "tidaldb_exporter_certificate_expiry_timestamp_seconds 1800000000",
  "tidaldb_exporter_heard_kept_timestamp_seconds 1700000002.5",
  "tidaldb_exporter_events_unkept 7",
  "tidaldb_exporter_log_lines_lost_total 3",
  "tidaldb_exporter_recording_lost_total 9",
  "tidaldb_exporter_store_reachable 0",
  "tidaldb_exporter_nats_connected 1",
  "tidaldb_exporter_nats_messages_dropped_total 6",
  "tidaldb_exporter_render_duration_seconds 0.001",
  "tidaldb_exporter_series 786432",
])("the program is served as %s", (line) => {
  expect(renderedMetric(/^\w+/.exec(line)?.[0] ?? "", clusterSnapshot(), status)).toEqual([line]);
});

test("reloads of the configuration are counted by whether they succeeded", () => {
  expect(renderedMetric("tidaldb_exporter_config_reloads_total", clusterSnapshot(), status)).toEqual([
    'tidaldb_exporter_config_reloads_total{result="succeeded"} 2',
    'tidaldb_exporter_config_reloads_total{result="failed"} 1',
  ]);
});

test("heartbeats over NATS are counted by what became of them, both ways", () => {
  const came = "tidaldb_exporter_nats_heartbeats_total";
  expect(renderedMetric(came, clusterSnapshot(), status)).toEqual([
    `${came}{result="accepted"} 5`,
    `${came}{result="stale"} 4`,
    `${came}{result="retired"} 3`,
    `${came}{result="rejected"} 2`,
  ]);
  const went = "tidaldb_exporter_nats_heartbeats_passed_on_total";
  expect(renderedMetric(went, clusterSnapshot(), status)).toEqual([
    `${went}{result="sent"} 7`,
    `${went}{result="lost"} 8`,
  ]);
});

test("what limits refused is counted by limit, from zero on", () => {
  const refusing = exporterStatus({ refusals: { ...noRefusals(), body_size: 3, tenants: 1 } });
  const name = "tidaldb_exporter_limit_refusals_total";
  expect(renderedMetric(name, clusterSnapshot(), refusing)).toEqual([
    `${name}{limit="connections"} 0`,
    `${name}{limit="header_size"} 0`,
    `${name}{limit="header_time"} 0`,
    `${name}{limit="request_time"} 0`,
    `${name}{limit="idle_time"} 0`,
    `${name}{limit="answer_rate"} 0`,
    `${name}{limit="answer_time"} 0`,
    `${name}{limit="request_rate"} 0`,
    `${name}{limit="heartbeat_rate"} 0`,
    `${name}{limit="scrapes_in_flight"} 0`,
    `${name}{limit="answers_in_flight"} 0`,
    `${name}{limit="event_streams"} 0`,
    `${name}{limit="page_streams"} 0`,
    `${name}{limit="places_per_address"} 0`,
    `${name}{limit="snapshots"} 0`,
    `${name}{limit="body_size"} 3`,
    `${name}{limit="batch_length"} 0`,
    `${name}{limit="heartbeat_size"} 0`,
    `${name}{limit="unknown_replicas"} 0`,
    `${name}{limit="unknown_regions"} 0`,
    `${name}{limit="followers_per_heartbeat"} 0`,
    `${name}{limit="followers"} 0`,
    `${name}{limit="maintenance_windows"} 0`,
    `${name}{limit="maintenance_time"} 0`,
    `${name}{limit="tenants"} 1`,
  ]);
});

test("a configuration that was loaded is served as 1", () => {
  expect(renderedMetric("tidaldb_exporter_config_last_reload_successful", clusterSnapshot())).toEqual([
    "tidaldb_exporter_config_last_reload_successful 1",
  ]);
});

test.each([
  "tidaldb_exporter_config_last_reload_success_timestamp_seconds",
  "tidaldb_exporter_web_config_last_reload_successful",
  "tidaldb_exporter_certificate_expiry_timestamp_seconds",
  "tidaldb_exporter_log_lines_lost_total",
  "tidaldb_exporter_recording_lost_total",
  "tidaldb_exporter_store_reachable",
  "tidaldb_exporter_nats_connected",
  "tidaldb_exporter_nats_heartbeats_total",
  "tidaldb_exporter_nats_heartbeats_passed_on_total",
  "tidaldb_exporter_nats_messages_dropped_total",
  "tidaldb_exporter_render_duration_seconds",
  "tidaldb_exporter_series",
])("%s is left out until there is a value for it", (name) => {
  expect(renderedMetric(name, clusterSnapshot())).toEqual([]);
});
