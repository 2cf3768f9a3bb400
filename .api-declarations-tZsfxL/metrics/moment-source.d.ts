import type { Clock } from "../domain/terms/clock";
import type { ClusterTotals } from "../domain/terms/cluster-snapshot";
import type { RegionId } from "../domain/terms/ids";
import type { LiveReplicas } from "../domain/terms/live-replicas";
import type { ExporterStatus } from "./terms/exporter-status";
import type { Capture } from "./rendered/rendered-series";
import type { CatalogueMetric, FiguresSource } from "./terms/metric";
import type { DetailLevel, MetricGroup } from "./terms/metric-group";
import type { SheddingChange } from "./terms/series-budget";
import type { Stopwatch } from "./stopwatch";
/** What moments are taken of. */
export interface MomentSourceOptions {
    /** Called when a moment is captured; a few times when a lot has changed. May change states of `replicas`. */
    readonly totals: () => ClusterTotals;
    readonly replicas: LiveReplicas;
    readonly detail: DetailLevel;
    /** Most series of the catalogue in a scrape; 0, the default: no budget. */
    readonly maxSeries?: number;
    /** Whether somebody named a region; of the others a budget leaves everything out when need be. Default: all are named. */
    readonly isRegionNamed?: (regionId: RegionId) => boolean;
    /** Told when groups begin or cease to be left out for the budget's sake, found out by a scrape. */
    readonly onShedding?: (change: SheddingChange) => void;
    /** Ends the slices of work. */
    readonly clock: Clock;
    /** Resolves when other work has had its turn. */
    readonly nextTurn: () => Promise<void>;
}
/** What a scrape is made from, all of one moment. */
export interface Moment extends FiguresSource {
    /** The metrics to be served. */
    readonly metrics: readonly CatalogueMetric[];
    /** The lines of those of them that are kept, in their order. To be released. */
    readonly capture: Capture | undefined;
}
/** Keeps the lines of shards and followers, and takes moments of them together with the cluster's totals. */
export declare class MomentSource {
    #private;
    /** As in {@link MomentSourceOptions}. Holds from the next moment on. */
    maxSeries: number;
    constructor(options: MomentSourceOptions);
    get detail(): DetailLevel;
    /** Holds from the next moment on; for another level all lines are made anew. */
    set detail(detail: DetailLevel);
    /** Captures that have not been released. */
    get liveCaptureCount(): number;
    /** Brings kept lines up to date for about a millisecond. Returns whether all of them are. */
    drain(): boolean;
    /** Drains what was taken in until now, in slices, then captures everything at once. */
    take(asked: ReadonlySet<MetricGroup>, exporter: () => ExporterStatus, stopwatch: Stopwatch): Promise<Moment>;
}
