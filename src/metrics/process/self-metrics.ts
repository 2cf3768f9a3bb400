import { collectDefaultMetrics, Registry } from "prom-client";

import type { EventLoopDelays } from "./event-loop-delays";
import type { Family, FamilyHeader, FamilySample } from "../formats/family";
import { SELF_METRIC_CATALOGUE } from "./self-metric-catalogue";
import type { EventLoopMetric } from "./self-metric-catalogue";

/** Where the families about this process come from. */
export interface SelfMetrics {
  /** Measures now. Never rejects: a family that cannot be measured is left out and reported elsewhere. */
  collect(): Promise<readonly Family[]>;
}

/** Told about a family that could not be measured. It is left out of this scrape and tried again at the next. */
export type CollectFailureListener = (metricName: string, error: unknown) => void;

/** A value as prom-client hands it out; its types leave out `metricName`, which the parts of a histogram carry. */
interface PromClientValue {
  readonly value: number;
  readonly labels: Readonly<Partial<Record<string, string | number>>>;
  readonly metricName?: string;
}

function familySample({ name }: FamilyHeader, { value, labels, metricName }: PromClientValue): FamilySample {
  const entries = Object.entries(labels);
  return {
    suffix: metricName?.slice(name.length) ?? "",
    labelNames: entries.map(([labelName]) => labelName),
    labels: entries.map(([, labelValue]) => String(labelValue)),
    value,
  };
}

/**
 * Measures this process with prom-client's default metrics, in a registry of its own that nobody else can rename
 * anything in. Left out are prom-client's gauges whose names end in `_total`, which `promtool check metrics` refuses;
 * the same figures are served by type, without that ending. The delay of the event loop comes from elsewhere: asking
 * prom-client for any figure of it would have it make those that are too expensive as well.
 *
 * Constructing one starts observers of the event loop and of garbage collection that live as long as the process; they
 * do not keep it alive. One per process is enough.
 */
export class PromClientSelfMetrics implements SelfMetrics {
  readonly #registry: Registry;
  readonly #takeDelays: () => EventLoopDelays;
  readonly #onFailure: CollectFailureListener;

  /**
   * @param takeDelays called once per collection.
   * @param registry holds the default metrics; made here unless given.
   */
  constructor(
    takeDelays: () => EventLoopDelays,
    onFailure: CollectFailureListener,
    registry: Registry = defaultMetricsRegistry(),
  ) {
    this.#takeDelays = takeDelays;
    this.#onFailure = onFailure;
    this.#registry = registry;
  }

  async collect(): Promise<readonly Family[]> {
    const delays = this.#takeDelays();
    const families = await Promise.all(SELF_METRIC_CATALOGUE.map((header) => this.#family(header, delays)));
    return families.filter((family) => family !== undefined);
  }

  async #family(header: FamilyHeader, delays: EventLoopDelays): Promise<Family | undefined> {
    if (isEventLoopMetric(header)) return { header, samples: [{ labels: [], value: delays[header.delay] }] };
    const metric = this.#registry.getSingleMetric(header.name);
    // Some exist on Linux only.
    if (metric === undefined) return undefined;
    try {
      const { values } = await metric.get();
      return { header, samples: values.map((value) => familySample(header, value)) };
    } catch (error) {
      // One failing collector must not cost the scrape in which the shards' state is reported.
      this.#onFailure(header.name, error);
      return undefined;
    }
  }
}

function isEventLoopMetric(header: FamilyHeader): header is EventLoopMetric {
  return "delay" in header;
}

function defaultMetricsRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
