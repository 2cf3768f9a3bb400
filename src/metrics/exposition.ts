import { BodyBuilder } from "./body-builder";
import type { ExporterStatus, ProgramStatus } from "./terms/exporter-status";
import { CONTENT_TYPES } from "./formats/exposition-format";
import type { ExpositionFormat } from "./formats/exposition-format";
import type { ExpositionWriter } from "./formats/exposition-writer";
import type { Family } from "./formats/family";
import { CapturedBody } from "./rendered/captured-body";
import { INGEST_BOUNDS_SECONDS, LatencyHistogram, SCRAPE_BOUNDS_SECONDS } from "./terms/latency-histogram";
import { isKept } from "./terms/metric";
import type { DetailLevel, MetricGroup } from "./terms/metric-group";
import { MomentSource } from "./moment-source";
import type { Moment, MomentSourceOptions } from "./moment-source";
import { OPENMETRICS_WRITER } from "./formats/openmetrics-writer";
import { LastScrapes } from "./last-scrapes";
import { groupsOfPart, WHOLE_SCRAPE } from "./terms/scrape-part";
import type { ScrapePart } from "./terms/scrape-part";
import { servedGroups } from "./catalogue/selection";
import type { SelfMetrics } from "./process/self-metrics";
import { Stopwatch } from "./stopwatch";
import { TEXT_WRITER } from "./formats/text-writer";

/** What an exposition is made from. */
export interface ExpositionOptions extends MomentSourceOptions {
  /** Called once per scrape. */
  readonly programStatus: () => ProgramStatus;
  /** Families about the process itself, served after the group `exporter`; without it there are none. */
  readonly selfMetrics?: SelfMetrics;
}

/** What one scrape asks for. */
export interface ExpositionRequest {
  readonly format: ExpositionFormat;
  /** Undefined: all groups. Those that the detail level or the budget leaves out stay out, asked for or not. */
  readonly groups?: ReadonlySet<MetricGroup>;
  /** Undefined: all in one. */
  readonly part?: ScrapePart;
}

/** A scrape whose body is made, and still to be taken. */
interface ScrapeUnderWay {
  readonly format: ExpositionFormat;
  readonly part: ScrapePart;
  readonly stopwatch: Stopwatch;
  readonly startedMs: number;
}

/** The answer to one scrape. Its holder takes the chunks to their end, or releases it. */
export interface Rendering {
  readonly contentType: string;
  /** Of all chunks together. */
  readonly byteLength: number;
  /**
   * The body as of one moment, to be taken once, at the receiver's pace. A chunk is valid until the next but one is asked for.
   * Ending the iteration early releases the rendering.
   */
  readonly chunks: IterableIterator<Uint8Array, undefined>;
  /** Ends it, also before a chunk was taken. Calling it again, or after the last chunk, does nothing. */
  readonly release: () => void;
}

const WRITERS: Readonly<Record<ExpositionFormat, ExpositionWriter>> = {
  text: TEXT_WRITER,
  openmetrics: OPENMETRICS_WRITER,
};

/**
 * Answers scrapes, each as of one moment, and remembers what the last one took.
 *
 * The lines of shards and followers are kept from the first scrape on, or from the first {@link Exposition.drain}; the rest is
 * made for each scrape.
 */
export class Exposition {
  readonly #options: ExpositionOptions;
  readonly #moments: MomentSource;
  readonly #last = new LastScrapes();

  /** What takes heartbeats in counts here how long each request took; it is served with the rest. */
  readonly ingestLatency = new LatencyHistogram(INGEST_BOUNDS_SECONDS);
  readonly #scrapeLatency = new LatencyHistogram(SCRAPE_BOUNDS_SECONDS);

  constructor(options: ExpositionOptions) {
    this.#options = options;
    this.#moments = new MomentSource(options);
  }

  get detail(): DetailLevel {
    return this.#moments.detail;
  }

  /** Holds from the next scrape on, so that a reload can change it. */
  set detail(detail: DetailLevel) {
    this.#moments.detail = detail;
  }

  /** Most series of the catalogue in a scrape; 0: no budget. */
  get maxSeries(): number {
    return this.#moments.maxSeries;
  }

  /** Holds from the next scrape on, so that a reload can change it. */
  set maxSeries(maxSeries: number) {
    this.#moments.maxSeries = maxSeries;
  }

  /** Renderings of shards or followers that were neither taken to their end nor released. */
  get openRenderings(): number {
    return this.#moments.liveCaptureCount;
  }

  /**
   * Brings kept lines up to date for about a millisecond, and returns whether a pass through them is over: what changes during
   * a pass waits for the next. Not needed for any scrape to be right, but what is done in time is not left for a scrape to do.
   */
  drain(): boolean {
    return this.#moments.drain();
  }

  /**
   * Answers one scrape, with everything in it that was taken in before it was asked for.
   *
   * @throws whatever a metric throws: they are pure functions, so it is a defect, and half a scrape that looks whole would
   * hide it.
   */
  async render({ format, groups, part = WHOLE_SCRAPE }: ExpositionRequest): Promise<Rendering> {
    const { clock, nextTurn, programStatus, selfMetrics } = this.#options;
    const stopwatch = new Stopwatch(clock);
    const startedMs = clock().monotonicMs;
    const asked = groupsOfPart(servedGroups(this.detail, groups), part);
    // First, so that the moment is not old before the first byte is written.
    const selfFamilies =
      asked.has("exporter") && selfMetrics !== undefined ? await selfMetrics.collect() : [];
    const status = (): ExporterStatus => ({
      ...programStatus(),
      ...this.#last.figures,
      ingestLatency: this.ingestLatency,
      scrapeLatency: this.#scrapeLatency,
      seriesShed: undefined,
    });
    const moment = await this.#moments.take({ groups: asked, part }, status, stopwatch);
    try {
      const body = new BodyBuilder({ writer: WRITERS[format], stopwatch, nextTurn });
      await addMoment(body, moment, selfFamilies);
      return this.#rendering(body, moment, { format, part, stopwatch, startedMs });
    } catch (error) {
      moment.capture?.release();
      throw error;
    }
  }

  #rendering(
    body: BodyBuilder,
    { capture }: Moment,
    { format, part, stopwatch, startedMs }: ScrapeUnderWay,
  ): Rendering {
    const { seriesCount } = body;
    const captured = new CapturedBody(body.parts, (isWhole) => {
      capture?.release();
      if (!isWhole) return;
      this.#last.note(part, { seconds: stopwatch.seconds, series: seriesCount });
      this.#scrapeLatency.observe((this.#options.clock().monotonicMs - startedMs) / 1000);
    });
    const chunks: IterableIterator<Uint8Array, undefined> = {
      [Symbol.iterator]: () => chunks,
      next: () => stopwatch.time(() => captured.next()),
      return: () => captured.return(),
    };
    return {
      contentType: CONTENT_TYPES[format],
      byteLength: captured.byteLength,
      chunks,
      release: () => {
        captured.return();
      },
    };
  }
}

/** Adds what a moment serves, in the order of the catalogue. */
async function addMoment(body: BodyBuilder, moment: Moment, selfFamilies: readonly Family[]): Promise<void> {
  const lines = (moment.capture?.lines ?? []).values();
  let made: Family[] = [];
  for (const metric of moment.metrics) {
    if (!isKept(metric)) {
      made.push({ header: metric, samples: metric.samples(moment) });
      continue;
    }
    await body.addFamilies(made);
    made = [];
    const kept = lines.next();
    if (kept.done !== true) body.addLines(metric, kept.value);
  }
  await body.addFamilies([...made, ...selfFamilies]);
  body.addEnd();
}
