import type { Clock } from "../domain/clock";
import type { ClusterSnapshot } from "../domain/cluster-snapshot";
import { CATALOGUE } from "./catalogue";
import type { ExporterStatus, ProgramStatus } from "./exporter-status";
import { CONTENT_TYPES } from "./exposition-format";
import type { ExpositionFormat } from "./exposition-format";
import type { ExpositionWriter } from "./exposition-writer";
import type { Family } from "./family";
import type { MetricSource } from "./metric";
import type { DetailLevel, MetricGroup } from "./metric-group";
import { OPENMETRICS_WRITER } from "./openmetrics-writer";
import { renderFamilies } from "./render-families";
import { metricsOf, servedGroups } from "./selection";
import type { SelfMetrics } from "./self-metrics";
import { TEXT_WRITER } from "./text-writer";

/** What an exposition is made from. */
export interface ExpositionOptions {
  /** Called once per scrape. */
  readonly snapshot: () => ClusterSnapshot;
  /** Called once per scrape. */
  readonly programStatus: () => ProgramStatus;
  readonly detail: DetailLevel;
  /** Measures the work of rendering. */
  readonly clock: Clock;
  /** Families about the process itself, served after the group `exporter`; without it there are none. */
  readonly selfMetrics?: SelfMetrics;
}

/** What one scrape asks for. */
export interface ExpositionRequest {
  readonly format: ExpositionFormat;
  /** Undefined: all groups. Those that the detail level leaves out stay out, asked for or not. */
  readonly groups?: ReadonlySet<MetricGroup>;
}

/** The answer to one scrape. */
export interface Rendering {
  readonly contentType: string;
  /**
   * The body. To be taken once; each chunk is rendered when it is asked for, so the receiver sets the pace and can let
   * other work run in between. All chunks come from the snapshot that was taken for this scrape.
   */
  readonly chunks: Iterable<string>;
}

const WRITERS: Readonly<Record<ExpositionFormat, ExpositionWriter>> = {
  text: TEXT_WRITER,
  openmetrics: OPENMETRICS_WRITER,
};

/** Renders scrapes, each from one snapshot, and remembers what the last one took. */
export class Exposition {
  readonly #options: ExpositionOptions;
  #detail: DetailLevel;
  #last: Pick<ExporterStatus, "lastRenderSeconds" | "lastSeries"> = {
    lastRenderSeconds: undefined,
    lastSeries: undefined,
  };

  constructor(options: ExpositionOptions) {
    this.#options = options;
    this.#detail = options.detail;
  }

  get detail(): DetailLevel {
    return this.#detail;
  }

  /** Holds from the next scrape on, so that a reload can change it. */
  set detail(detail: DetailLevel) {
    this.#detail = detail;
  }

  /**
   * Answers one scrape. What fails while the chunks are taken throws there: the families are pure functions, so it is a
   * defect, and half a scrape that looks whole would hide it.
   */
  async render({ format, groups }: ExpositionRequest): Promise<Rendering> {
    const { clock, selfMetrics, snapshot, programStatus } = this.#options;
    const served = servedGroups(this.#detail, groups);
    // The only step that waits comes first, so that the snapshot is not old before the first byte is written.
    const selfFamilies =
      served.has("exporter") && selfMetrics !== undefined ? await selfMetrics.collect() : [];
    const startedMs = clock().monotonicMs;
    const source: MetricSource = { cluster: snapshot(), exporter: { ...programStatus(), ...this.#last } };
    const families: Family[] = metricsOf(CATALOGUE, served).map((metric) => ({
      header: metric,
      samples: metric.samples(source),
    }));
    const chunks = renderFamilies([...families, ...selfFamilies], WRITERS[format]);
    return {
      contentType: CONTENT_TYPES[format],
      chunks: this.#measured(chunks, clock().monotonicMs - startedMs),
    };
  }

  /** Passes the chunks on and counts the time spent inside them, not between them. */
  *#measured(chunks: Generator<string, number>, workMsSoFar: number): Generator<string, void> {
    const { clock } = this.#options;
    let workMs = workMsSoFar;
    for (;;) {
      const askedMs = clock().monotonicMs;
      const step = chunks.next();
      workMs += clock().monotonicMs - askedMs;
      if (step.done === true) {
        this.#last = { lastRenderSeconds: workMs / 1000, lastSeries: step.value };
        return;
      }
      yield step.value;
    }
  }
}
