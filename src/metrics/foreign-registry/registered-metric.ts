import type { Aggregator } from "prom-client";

import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { ClusterMetric } from "../terms/metric";

/** One series as prom-client's registry takes it. */
export interface RegisteredValue {
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** What prom-client's registry asks a metric for at every scrape. */
export interface RegisteredFamily {
  readonly name: string;
  readonly help: string;
  readonly type: "gauge" | "counter";
  readonly aggregator: Aggregator;
  readonly values: readonly RegisteredValue[];
}

/**
 * A metric of the catalogue as an entry of another program's prom-client registry. It holds no values: each scrape gets
 * those of its own snapshot, so nothing stays behind when a replica leaves, and no scrape can disturb another.
 */
export class RegisteredMetric {
  readonly help: string;
  readonly type: "gauge" | "counter";
  /** With several worker processes the values of the first are taken: each is a fact about the cluster, not a share of it. */
  readonly aggregator = "first";
  readonly #metric: ClusterMetric;
  readonly #snapshot: () => ClusterSnapshot;
  #nextName: string;

  constructor(metric: ClusterMetric, snapshot: () => ClusterSnapshot) {
    this.help = metric.help;
    this.type = metric.type;
    this.#metric = metric;
    this.#snapshot = snapshot;
    this.#nextName = metric.name;
  }

  get name(): string {
    return this.#metric.name;
  }

  /**
   * prom-client renames a counter in place when it renders OpenMetrics, and never back, so that the next scrape in the
   * text format has the wrong name. Here a new name holds for the next `get`, which prom-client calls in the same breath.
   */
  set name(name: string) {
    this.#nextName = name;
  }

  // Everything up to the returned promise happens at once: the snapshot is taken before anybody else can run.
  get(): Promise<RegisteredFamily> {
    const name = this.#nextName;
    this.#nextName = this.#metric.name;
    const { help, type, aggregator } = this;
    return Promise.resolve({ name, help, type, aggregator, values: this.#values() });
  }

  /** Called by `registry.resetMetrics()`. There is nothing to reset: what is served is read off the control plane. */
  reset(): void {
    this.#nextName = this.#metric.name;
  }

  #values(): RegisteredValue[] {
    const { labels: names } = this.#metric;
    return Array.from(this.#metric.samples({ cluster: this.#snapshot() }), ({ labels, value }) => ({
      value: Number(value),
      labels: Object.fromEntries(names.map((name, i) => [name, labels[i] ?? ""])),
    }));
  }
}
