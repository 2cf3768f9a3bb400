import { SOURCE_METRICS } from "../../../../src/metrics/catalogue/source";
import { clusterSnapshot } from "../../../support/metrics/cluster-snapshot";
import { exporterStatus, renderedMetric } from "../../../support/metrics/rendered-metric";
import { sourceReading } from "../../../support/sources/source-reading";

function rendered(exporter = exporterStatus()): readonly string[] {
  const lines = SOURCE_METRICS.flatMap(({ name }) => renderedMetric(name, clusterSnapshot(), exporter));
  return lines.filter((line) => !line.endsWith(" 0"));
}

test("without sources there is nothing", () => {
  expect(SOURCE_METRICS.flatMap(({ name }) => renderedMetric(name, clusterSnapshot()))).toEqual([]);
});

test("a source has its state, its times, and what it says of regions", () => {
  expect(rendered(exporterStatus({ sources: [sourceReading()] }))).toEqual([
    'tidaldb_source_up{source="leader"} 1',
    'tidaldb_source_last_success_timestamp_seconds{source="leader"} 1700000000',
    'tidaldb_source_poll_duration_seconds{source="leader"} 0.25',
    'tidaldb_source_snapshot_timestamp_seconds{source="leader"} 1699999999.5',
    'tidaldb_source_clock_skew_seconds{source="leader"} -0.5',
    'tidaldb_source_heartbeats_total{source="leader",result="accepted"} 5',
    'tidaldb_source_heartbeats_total{source="leader",result="unchanged"} 3',
    'tidaldb_source_heartbeats_total{source="leader",result="unheard"} 1',
    'tidaldb_source_region_health{source="leader",region="eu-west",state="degraded"} 1',
  ]);
});

test("one that never answered has no times, and 0", () => {
  const never = sourceReading({
    isUp: false,
    lastSuccessNs: undefined,
    durationSeconds: undefined,
    snapshotNs: undefined,
    clockSkewSeconds: undefined,
    regions: [],
  });
  const exporter = exporterStatus({ sources: [{ ...never, errors: { ...never.errors, timeout: 2 } }] });
  expect(renderedMetric("tidaldb_source_up", clusterSnapshot(), exporter)).toEqual([
    'tidaldb_source_up{source="leader"} 0',
  ]);
  expect(
    renderedMetric("tidaldb_source_last_success_timestamp_seconds", clusterSnapshot(), exporter),
  ).toEqual([]);
  expect(rendered(exporter)).toContain(
    'tidaldb_source_poll_errors_total{source="leader",reason="timeout"} 2',
  );
});
