import type { ExporterStatus } from "../terms/exporter-status";
import type { LatencyReading } from "../terms/latency-histogram";
import type { Sample, TotalsMetric } from "../terms/metric";

const LE = ["le"] as const;
const NO_LABELS: readonly string[] = [];

/** A histogram's samples as Prometheus has them: cumulative buckets, the sum, the count. */
function* histogramSamples({ boundsSeconds, counts, sumSeconds }: LatencyReading): Iterable<Sample> {
  let count = 0;
  for (const [bucket, own] of counts.entries()) {
    count += own;
    const bound = boundsSeconds[bucket];
    yield {
      suffix: "_bucket",
      labelNames: LE,
      labels: [bound === undefined ? "+Inf" : String(bound)],
      value: count,
    };
  }
  yield { suffix: "_sum", labels: NO_LABELS, value: sumSeconds };
  yield { suffix: "_count", labels: NO_LABELS, value: count };
}

function histogram(
  metric: Pick<TotalsMetric, "name" | "help">,
  read: (exporter: ExporterStatus) => LatencyReading | undefined,
): TotalsMetric {
  return {
    ...metric,
    type: "histogram",
    unit: "seconds",
    labels: [],
    stability: "experimental",
    group: "exporter",
    samples({ exporter }) {
      const reading = read(exporter);
      return reading === undefined ? [] : histogramSamples(reading);
    },
  };
}

/** How long requests take; their buckets are few, and stay the same. */
export const LATENCY_METRICS: readonly TotalsMetric[] = [
  histogram(
    {
      name: "tidaldb_exporter_ingest_duration_seconds",
      help: "From the beginning of a request with heartbeats until all of them were recorded or refused, the time that its sender took included",
    },
    ({ ingestLatency }) => ingestLatency,
  ),
  histogram(
    {
      name: "tidaldb_exporter_scrape_duration_seconds",
      help: "From the beginning of a scrape until its receiver had taken the last of it",
    },
    ({ scrapeLatency }) => scrapeLatency,
  ),
];
