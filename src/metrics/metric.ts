import type { ClusterSnapshot } from "../domain/cluster-snapshot";
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
}

/** Everything that samples are made from, taken at one moment. */
export interface MetricSource {
  readonly cluster: ClusterSnapshot;
  readonly exporter: ExporterStatus;
}

/** A metric as a value: its whole description, and a pure function from a snapshot to its samples. */
export interface Metric {
  /** The full name; a counter's ends in `_total`. */
  readonly name: string;
  readonly type: "gauge" | "counter";
  readonly unit?: Unit;
  /** One sentence without a full stop, without quotes or backslashes: not every writer escapes those. */
  readonly help: string;
  readonly labels: readonly string[];
  /** The values that a label can have, for those labels that have a fixed set of them. */
  readonly labelValues?: Readonly<Record<string, readonly string[]>>;
  readonly stability: Stability;
  readonly group: MetricGroup;
  /** Yields the samples, each label set once. Reads nothing but its argument and does not change it. */
  samples(source: MetricSource): Iterable<Sample>;
}

/** A metric that needs nothing but the cluster's snapshot, so that it exists without an exporter around it too. */
export interface ClusterMetric extends Metric {
  samples(source: Pick<MetricSource, "cluster">): Iterable<Sample>;
}
