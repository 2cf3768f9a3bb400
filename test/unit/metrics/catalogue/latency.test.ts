import {
  INGEST_BOUNDS_SECONDS,
  LatencyHistogram,
  SCRAPE_BOUNDS_SECONDS,
} from "../../../../src/metrics/terms/latency-histogram";
import { clusterSnapshot } from "../../../support/metrics/cluster-snapshot";
import { exporterStatus, renderedMetric } from "../../../support/metrics/rendered-metric";

/** A histogram that has seen these. */
function observed(bounds: readonly number[], ...seconds: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram(bounds);
  for (const each of seconds) histogram.observe(each);
  return histogram;
}

test("how long requests with heartbeats took is served in cumulative buckets, a bound included", () => {
  const ingestLatency = observed(INGEST_BOUNDS_SECONDS, 0.0005, 0.001, 0.25, 30);

  expect(
    renderedMetric(
      "tidaldb_exporter_ingest_duration_seconds",
      clusterSnapshot(),
      exporterStatus({ ingestLatency }),
    ),
  ).toEqual([
    'tidaldb_exporter_ingest_duration_seconds_bucket{le="0.001"} 2',
    'tidaldb_exporter_ingest_duration_seconds_bucket{le="0.005"} 2',
    'tidaldb_exporter_ingest_duration_seconds_bucket{le="0.025"} 2',
    'tidaldb_exporter_ingest_duration_seconds_bucket{le="0.1"} 2',
    'tidaldb_exporter_ingest_duration_seconds_bucket{le="0.5"} 3',
    'tidaldb_exporter_ingest_duration_seconds_bucket{le="2.5"} 3',
    'tidaldb_exporter_ingest_duration_seconds_bucket{le="12.5"} 3',
    'tidaldb_exporter_ingest_duration_seconds_bucket{le="+Inf"} 4',
    "tidaldb_exporter_ingest_duration_seconds_sum 30.2515",
    "tidaldb_exporter_ingest_duration_seconds_count 4",
  ]);
});

test("how long scrapes took is served before the first of them too", () => {
  const scrapeLatency = observed(SCRAPE_BOUNDS_SECONDS);
  const lines = renderedMetric(
    "tidaldb_exporter_scrape_duration_seconds",
    clusterSnapshot(),
    exporterStatus({ scrapeLatency }),
  );

  expect(lines).toHaveLength(SCRAPE_BOUNDS_SECONDS.length + 3);
  expect(lines.at(-1)).toBe("tidaldb_exporter_scrape_duration_seconds_count 0");
});

test("no bound is a whole number, which the two formats spell differently", () => {
  expect([...INGEST_BOUNDS_SECONDS, ...SCRAPE_BOUNDS_SECONDS].filter(Number.isInteger)).toEqual([]);
});

test("an observation that a clock made negative counts as none at all", () => {
  const { counts, sumSeconds } = observed([1], -5);

  expect([[...counts], sumSeconds]).toEqual([[1, 0], 0]);
});
