import { CATALOGUE } from "../../metrics/catalogue/catalogue";
import { PART_LABEL } from "../terms/scrape-parts";
import { SELF_METRIC_CATALOGUE } from "../../metrics/process/self-metric-catalogue";

/** What an expression must know of a metric that it names. */
export interface KnownMetric {
  readonly name: string;
  readonly type: "gauge" | "counter";
  /** The metric's own labels, as the exporter writes them. */
  readonly labels: readonly string[];
  /** The values that a label can have, for those labels that have a fixed set of them. */
  readonly labelValues: Readonly<Record<string, readonly string[]>>;
  /** Its owner: the exporter's own, or what every process of Node (`process`) or every target (`target`) has. */
  readonly origin: "exporter" | "process" | "target";
}

const TARGET_METRICS = [
  "up",
  "scrape_duration_seconds",
  "scrape_samples_scraped",
  "scrape_samples_post_metric_relabeling",
  "scrape_series_added",
];

/** The series of a histogram, each of which counts up. */
function histogramSeries(
  name: string,
  labels: readonly string[],
  origin: KnownMetric["origin"],
): KnownMetric[] {
  const part = (suffix: string, more: readonly string[] = []): KnownMetric => ({
    name: name + suffix,
    type: "counter",
    labels: [...labels, ...more],
    labelValues: {},
    origin,
  });
  return [part("_bucket", ["le"]), part("_sum"), part("_count")];
}

function selfMetrics(): KnownMetric[] {
  return SELF_METRIC_CATALOGUE.flatMap(({ name, type, labels }) =>
    type === "histogram"
      ? histogramSeries(name, labels, "process")
      : [{ name, type, labels, labelValues: {}, origin: "process" as const }],
  );
}

/** Every metric that an expression of the bundle may name, by its name: the catalogue, and what Prometheus adds itself. */
export const KNOWN_METRICS: ReadonlyMap<string, KnownMetric> = new Map(
  [
    ...CATALOGUE.flatMap(({ name, type, labels, labelValues }): KnownMetric[] =>
      type === "histogram"
        ? histogramSeries(name, labels, "exporter")
        : [{ name, type, labels, labelValues: labelValues ?? {}, origin: "exporter" }],
    ),
    ...selfMetrics(),
    ...TARGET_METRICS.map((name): KnownMetric => ({
      name,
      type: "gauge",
      labels: [PART_LABEL],
      labelValues: {},
      origin: "target",
    })),
  ].map((metric) => [metric.name, metric]),
);
