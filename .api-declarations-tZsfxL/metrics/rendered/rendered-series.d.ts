import type { LiveReplicas, ReplicaWatcher } from "../../domain/terms/live-replicas";
import type { FollowerMetric, ReplicaMetric } from "../terms/metric";
import type { KeptMetrics } from "./row-writer";
/** The lines of one metric at one moment. */
export interface CapturedLines {
    readonly seriesCount: number;
    /** In order; of each, the first so many bytes of `lengths` belong to it. */
    readonly pieces: readonly Uint8Array[];
    readonly lengths: readonly number[];
}
/** The lines of some metrics at one moment. */
export interface Capture {
    /** One for each metric that was asked for. */
    readonly lines: readonly CapturedLines[];
    /** To be called once nobody reads the pieces any more: until then every change copies the piece that it touches. */
    readonly release: () => void;
}
/**
 * The lines of all replicas, kept as text and changed where something changes, so that a scrape only has to copy them.
 *
 * A change is only marked at first, because it happens in the middle of taking in a heartbeat. Whoever owns this calls
 * {@link RenderedSeries.drain} now and then, and before a capture until nothing is left.
 */
export declare class RenderedSeries implements ReplicaWatcher {
    #private;
    /** Watches `replicas` until {@link RenderedSeries.close}. Those that are there already are waiting to be drained. */
    constructor(replicas: LiveReplicas, metrics: KeptMetrics);
    /** Whether the lines say what the replicas say. */
    get isUpToDate(): boolean;
    /** Captures that have not been released. */
    get liveCaptureCount(): number;
    added(slot: number): void;
    changed(slot: number): void;
    removed(slot: number): void;
    renamed(): void;
    /**
     * Brings lines up to date until all are or `isOver` says that it is enough for now, which is asked after every page.
     *
     * @returns whether all are.
     */
    drain(isOver: () => boolean): boolean;
    /**
     * From now on every change is drained as soon as the code that made it is done, so that what is left to drain only gets less,
     * however many heartbeats come in. Returns a function that ends it.
     */
    hasten(): () => void;
    /** How many series a metric has. Counts what has been drained. */
    seriesCount(metric: ReplicaMetric | FollowerMetric): number;
    /**
     * The lines as they are now, whatever becomes of them later.
     *
     * @throws Error when they are not up to date: it would be a picture of no moment at all.
     */
    capture(metrics: readonly (ReplicaMetric | FollowerMetric)[]): Capture;
    /** Stops watching. What was captured stays as it is. */
    close(): void;
}
