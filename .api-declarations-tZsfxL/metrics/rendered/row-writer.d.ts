import type { ReplicaReading } from "../../domain/terms/live-replicas";
import type { FollowerMetric, ReplicaMetric } from "../terms/metric";
import type { Page } from "./page";
/** The metrics that lines are kept for. */
export interface KeptMetrics {
    readonly replica: readonly ReplicaMetric[];
    readonly follower: readonly FollowerMetric[];
}
/**
 * Brings the lines of replicas up to date with what their readings say: exactly the bytes that either format's writer prints,
 * which for samples of gauges and counters are the same.
 *
 * New values of lines that are there are only noted, and written block by block once a page is gone through: then what stands
 * behind them in their block moves once, and not for each of them.
 */
export declare class RowWriter {
    #private;
    constructor({ replica, follower }: KeptMetrics);
    /** Begins with a page. Forgets what is noted for another, which there is when a metric threw. */
    begin(): void;
    /**
     * Writes or notes what has changed in a row. Rows of a page in their order.
     *
     * @param withLabels - writes every line whole, because names may have changed too.
     */
    write(page: Page, row: number, reading: ReplicaReading, withLabels: boolean): void;
    /** Writes what is noted, before any row of the page moves. */
    finish({ replicaBlocks, followerBlocks }: Page): void;
}
