import { Registry } from "prom-client";
import type { EventLoopDelays } from "./event-loop-delays";
import type { Family } from "../formats/family";
/** Where the families about this process come from. */
export interface SelfMetrics {
    /** Measures now. Never rejects: a family that cannot be measured is left out and reported elsewhere. */
    collect(): Promise<readonly Family[]>;
}
/** Told about a family that could not be measured. It is left out of this scrape and tried again at the next. */
export type CollectFailureListener = (metricName: string, error: unknown) => void;
/**
 * Measures this process with prom-client's default metrics, in a registry of its own that nobody else can rename
 * anything in. Left out are prom-client's gauges whose names end in `_total`, which `promtool check metrics` refuses;
 * the same figures are served by type, without that ending. The delay of the event loop comes from elsewhere: asking
 * prom-client for any figure of it would have it make those that are too expensive as well.
 *
 * Constructing one starts observers of the event loop and of garbage collection that live as long as the process; they
 * do not keep it alive. One per process is enough.
 */
export declare class PromClientSelfMetrics implements SelfMetrics {
    #private;
    /**
     * @param takeDelays called once per collection.
     * @param registry holds the default metrics; made here unless given.
     */
    constructor(takeDelays: () => EventLoopDelays, onFailure: CollectFailureListener, registry?: Registry);
    collect(): Promise<readonly Family[]>;
}
