import type { Clock } from "../domain/terms/clock";
import type { ClusterTotals } from "../domain/terms/cluster-snapshot";
import type { RegionId } from "../domain/terms/ids";
import type { LiveReplicas } from "../domain/terms/live-replicas";
import { CATALOGUE } from "./catalogue/catalogue";
import type { ExporterStatus } from "./terms/exporter-status";
import { RenderedSeries } from "./rendered/rendered-series";
import type { Capture } from "./rendered/rendered-series";
import { isKept } from "./terms/metric";
import type { CatalogueMetric, TotalsMetric, FiguresSource } from "./terms/metric";
import type { DetailLevel, MetricGroup } from "./terms/metric-group";
import { totalsOf, regionSeries } from "./region-series";
import { metricsOf, servedGroups } from "./catalogue/selection";
import type { ScrapePart } from "./terms/scrape-part";
import { shedGroups, shedSeries, totalSeries } from "./terms/series-budget";
import type { SeriesCounts, SeriesShed, SheddingChange } from "./terms/series-budget";
import type { Stopwatch } from "./stopwatch";

/** Work of a scrape between two turns of the event loop, and of the background likewise, in milliseconds. */
const SCRAPE_SLICE_MS = 2;
const BACKGROUND_SLICE_MS = 1;

const NOTHING_SHED: SeriesShed = { follower: 0, shard: 0, unknown_region: 0 };

/** What moments are taken of. */
export interface MomentSourceOptions {
  /** Called when a moment is captured; a few times when a lot has changed. May change states of `replicas`. */
  readonly totals: () => ClusterTotals;
  /** The same; undefined when other work should have its turn between finding out what has changed and adding it up. */
  readonly totalsUnless?: (isTooLong: () => boolean) => ClusterTotals | undefined;
  readonly replicas: LiveReplicas;
  readonly detail: DetailLevel;
  /** Most series of the catalogue in a scrape; 0, the default: no budget. */
  readonly maxSeries?: number;
  /** Whether the topology or the configuration names a region; a budget leaves the others out when need be. Default: all are named. */
  readonly isRegionNamed?: (regionId: RegionId) => boolean;
  /** Told when groups begin or cease to be left out for the budget's sake, found out by a scrape. */
  readonly onShedding?: (change: SheddingChange) => void;
  /** Ends the slices of work. */
  readonly clock: Clock;
  /** Resolves when other work has had its turn. */
  readonly nextTurn: () => Promise<void>;
}

/** What a scrape asks for. */
export interface AskedFor {
  readonly groups: ReadonlySet<MetricGroup>;
  readonly part: ScrapePart;
}

/** What a scrape is made from, all of one moment. */
export interface Moment extends FiguresSource {
  /** The metrics to be served. */
  readonly metrics: readonly CatalogueMetric[];
  /** The lines of those of them that are kept, in their order. To be released. */
  readonly capture: Capture | undefined;
}

/** Keeps the lines of shards and followers, and takes moments of them together with the cluster's totals. */
export class MomentSource {
  readonly #options: MomentSourceOptions;
  readonly #isRegionNamed: (regionId: RegionId) => boolean;
  #detail: DetailLevel;
  #kept: RenderedSeries | undefined;
  #shed = NOTHING_SHED;
  /** As in {@link MomentSourceOptions}. Holds from the next moment on. */
  maxSeries: number;

  constructor(options: MomentSourceOptions) {
    this.#options = options;
    this.#isRegionNamed = options.isRegionNamed ?? (() => true);
    this.#detail = options.detail;
    this.maxSeries = options.maxSeries ?? 0;
  }

  get detail(): DetailLevel {
    return this.#detail;
  }

  /** Holds from the next moment on; for another level all lines are made anew. */
  set detail(detail: DetailLevel) {
    if (detail === this.#detail) return;
    this.#detail = detail;
    this.#kept?.close();
    this.#kept = undefined;
  }

  /** Captures that have not been released. */
  get liveCaptureCount(): number {
    return this.#kept?.liveCaptureCount ?? 0;
  }

  /** Brings kept lines up to date for about a millisecond. Returns whether those are that were not when the pass began. */
  drain(): boolean {
    return this.#keptSeries()?.drainPass(this.#sliceOf(BACKGROUND_SLICE_MS)) ?? true;
  }

  /** Drains what was taken in until now, in slices, then captures everything at once. */
  async take(asked: AskedFor, exporter: () => ExporterStatus, stopwatch: Stopwatch): Promise<Moment> {
    const { totals, totalsUnless = totals } = this.#options;
    // Once in a row: where every look takes long, a scrape would never end.
    let isPatient = true;
    const findTotals = (): ClusterTotals | undefined => {
      const found = isPatient ? totalsUnless(this.#sliceOf(SCRAPE_SLICE_MS)) : totals();
      isPatient = found !== undefined;
      return found;
    };
    for (;;) {
      const { groups } = asked;
      const kept = groups.has("shard") || groups.has("follower") ? this.#keptSeries() : undefined;
      const moment = stopwatch.time(() => this.#tryTake(kept, asked, exporter, findTotals));
      if (moment !== undefined) return moment;
      const endHaste = kept?.hasten();
      await this.#options.nextTurn();
      endHaste?.();
    }
  }

  /** Everything as of now; undefined when more has changed than can be drained, or found out, in one slice. */
  #tryTake(
    kept: RenderedSeries | undefined,
    { groups, part }: AskedFor,
    exporterStatus: () => ExporterStatus,
    findTotals: () => ClusterTotals | undefined,
  ): Moment | undefined {
    if (kept?.drain(this.#sliceOf(SCRAPE_SLICE_MS)) === false) return undefined;
    const cluster = findTotals();
    // Making the totals finds out who has fallen silent. Nothing else can run until all of this is captured.
    if (cluster === undefined || kept?.drain(this.#sliceOf(SCRAPE_SLICE_MS)) === false) return undefined;
    const exporter = this.#withinBudget({ cluster, exporter: exporterStatus() });
    const shown = this.#shed.unknown_region > 0 ? totalsOf(cluster, this.#isRegionNamed) : cluster;
    const metrics = metricsOf(CATALOGUE, groups).filter(
      (metric) => !isKept(metric) || this.#shed[metric.group] === 0,
    );
    return { cluster: shown, exporter, metrics, capture: kept?.capture(metrics.filter(isKept), part) };
  }

  /** Finds out what the budget leaves out, and adds it to the exporter's status. */
  #withinBudget(source: FiguresSource): ExporterStatus {
    const { maxSeries } = this;
    if (maxSeries === 0) {
      this.#noteShed(NOTHING_SHED, { maxSeries, series: 0 });
      return source.exporter;
    }
    const counts = this.#seriesCounts(source);
    const seriesShed = shedSeries(maxSeries, counts);
    this.#noteShed(seriesShed, { maxSeries, series: totalSeries(counts) });
    return { ...source.exporter, seriesShed };
  }

  #noteShed(shed: SeriesShed, limit: Omit<SheddingChange, "shedGroups">): void {
    const [before, now] = [shedGroups(this.#shed), shedGroups(shed)];
    this.#shed = shed;
    if (before.join() !== now.join()) this.#options.onShedding?.({ ...limit, shedGroups: now });
  }

  #seriesCounts(source: FiguresSource): SeriesCounts {
    const { cluster } = source;
    const metrics = metricsOf(CATALOGUE, servedGroups(this.#detail));
    const ofRegions = metrics.filter((metric): metric is TotalsMetric => metric.group === "region");
    const named = { ...source, cluster: totalsOf(cluster, this.#isRegionNamed) };
    const unknown = { ...source, cluster: totalsOf(cluster, (regionId) => !this.#isRegionNamed(regionId)) };
    const counts = {
      follower: 0,
      shard: 0,
      unknown_region: regionSeries(ofRegions, unknown),
      others: regionSeries(ofRegions, named),
    };
    for (const metric of metrics) {
      if (isKept(metric)) counts[metric.group] += this.#kept?.seriesCount(metric) ?? 0;
      else if (metric.group !== "region") counts.others += Array.from(metric.samples(source)).length;
    }
    return counts;
  }

  /** The kept lines; undefined when the detail level leaves out all that there would be. */
  #keptSeries(): RenderedSeries | undefined {
    if (this.#kept !== undefined) return this.#kept;
    const kept = metricsOf(CATALOGUE, servedGroups(this.#detail)).filter(isKept);
    if (kept.length === 0) return undefined;
    this.#kept = new RenderedSeries(this.#options.replicas, {
      replica: kept.filter((metric) => metric.group === "shard"),
      follower: kept.filter((metric) => metric.group === "follower"),
    });
    return this.#kept;
  }

  #sliceOf(milliseconds: number): () => boolean {
    const { clock } = this.#options;
    const endMs = clock().monotonicMs + milliseconds;
    return () => clock().monotonicMs >= endMs;
  }
}
