import type { ClusterTotals, ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { FollowerReading, ReplicaReading } from "../../domain/terms/live-replicas";
import type { ExporterStatus } from "./exporter-status";
import type { MetricGroup } from "./metric-group";

/** What a metric counts in, as the end of its name spells it. Plain numbers of things have none. */
export type Unit = "seconds" | "bytes" | "seqnos" | "signals_per_second";

/** Whether a metric's name, labels and meaning may still change without a major version. */
export type Stability = "stable" | "experimental";

/** One series at one moment. */
export interface Sample {
  /** Label values, in the order of the metric's `labels`. */
  readonly labels: readonly string[];
  /** A u64 is given as the `bigint` it is and becomes a float where it is written. */
  readonly value: number | bigint;
  /** What follows the metric's name, for the parts of a histogram: `_bucket`, `_sum` or `_count`. */
  readonly suffix?: string;
  /** Names of this sample's labels, where they are not the metric's. */
  readonly labelNames?: readonly string[];
}

/** Everything that samples are made from, taken at one moment. */
export interface MetricSource {
  readonly cluster: ClusterSnapshot;
  readonly exporter: ExporterStatus;
}

/** What a metric is called and what it means. */
export interface MetricDescription {
  /** The full name; a counter's ends in `_total`. */
  readonly name: string;
  readonly type: "gauge" | "counter" | "histogram";
  readonly unit?: Unit;
  /** One sentence without a full stop, without quotes or backslashes: not every writer escapes those. */
  readonly help: string;
  readonly labels: readonly string[];
  /** The values that a label can have, for those labels that have a fixed set of them. */
  readonly labelValues?: Readonly<Record<string, readonly string[]>>;
  readonly stability: Stability;
  readonly group: MetricGroup;
}

/** A metric as a value: its whole description, and a pure function from a snapshot to its samples. */
export interface Metric extends MetricDescription {
  /** Yields the samples, each label set once. Reads nothing but its argument and does not change it. */
  samples(source: MetricSource): Iterable<Sample>;
}

/** A metric that needs nothing but the cluster's snapshot, so that it exists without an exporter around it too. */
export interface ClusterMetric extends Metric {
  readonly type: "gauge" | "counter";
  samples(source: Pick<MetricSource, "cluster">): Iterable<Sample>;
}

/** What is known without looking at a single replica: what the cluster adds up to, and the exporter itself. */
export interface FiguresSource {
  readonly cluster: ClusterTotals;
  readonly exporter: ExporterStatus;
}

/** A metric that says nothing about single replicas: it has few series, and they are made anew for every scrape. */
export interface TotalsMetric extends Metric {
  readonly group: "cluster" | "region" | "exporter";
  samples(source: FiguresSource): Iterable<Sample>;
}

/** A {@link TotalsMetric} that needs nothing but the cluster's totals. */
export interface ClusterTotalsMetric extends TotalsMetric {
  readonly type: "gauge" | "counter";
  samples(source: Pick<FiguresSource, "cluster">): Iterable<Sample>;
}

/** Labels of every metric that has a series for each replica. */
export const REPLICA_LABELS = ["shard", "region"] as const;

/** Labels of every metric that has a series for each follower of each replica. */
export const FOLLOWER_LABELS = ["shard", "region", "follower"] as const;

/** At most one series for each replica. */
export interface ReplicaLine {
  /** Values of the labels behind those of the replica; of most metrics there are none. */
  readonly moreLabels: readonly string[];
  /** The value now; undefined where there is none, and then no series either. */
  read(replica: ReplicaReading): number | bigint | undefined;
}

/** A metric with a few series at most for each replica. Its lines are kept, and made anew only when the replica changes. */
export interface ReplicaMetric extends ClusterMetric {
  readonly group: "shard";
  readonly labels: readonly [...typeof REPLICA_LABELS, ...string[]];
  /** One for each set of label values that a replica can have. Served one after the other, each with all replicas. */
  readonly lines: readonly ReplicaLine[];
}

/** A metric with at most one series for each follower of each replica. Its lines are kept likewise. */
export interface FollowerMetric extends ClusterMetric {
  readonly group: "follower";
  readonly labels: typeof FOLLOWER_LABELS;
  /** The value now; undefined where there is none, and then no series either. */
  read(lag: FollowerReading): number | bigint | undefined;
}

/** A metric that exists without an exporter around it. */
export type ClusterCatalogueMetric = ClusterTotalsMetric | ReplicaMetric | FollowerMetric;

/** Any metric of the catalogue; the group says which kind it is. */
export type CatalogueMetric = TotalsMetric | ReplicaMetric | FollowerMetric;

/** Whether a metric's lines are kept. */
export function isKept(metric: CatalogueMetric): metric is ReplicaMetric | FollowerMetric {
  return metric.group === "shard" || metric.group === "follower";
}
