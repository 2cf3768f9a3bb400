import type { EventLoopDelays } from "./event-loop-delays";
import type { FamilyHeader } from "../formats/family";
/** A metric that shows one of the {@link EventLoopDelays}. */
export interface EventLoopMetric extends FamilyHeader {
    readonly delay: keyof EventLoopDelays;
}
/**
 * The delay of the event loop under prom-client's names. Left out are the mean and the standard deviation: Node adds up the
 * tens of thousands of buckets of its histogram for each of them, which took longer than all other work of a small scrape.
 */
export declare const EVENT_LOOP_METRICS: readonly EventLoopMetric[];
/**
 * What the exporter's process says about itself, nearly all of it as prom-client measures it, in the order in which it is served. Some of
 * these exist on Linux only. They belong to the group `exporter`.
 */
export declare const SELF_METRIC_CATALOGUE: readonly FamilyHeader[];
