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
 * A metric of the catalogue as an entry of somebody else's prom-client registry. It holds no values: each scrape gets
 * those of its own snapshot, so nothing stays behind when a replica leaves, and no scrape can disturb another.
 */
export declare class RegisteredMetric {
    #private;
    readonly help: string;
    readonly type: "gauge" | "counter";
    /** With several worker processes the values of the first are taken: each is a fact about the cluster, not a share of it. */
    readonly aggregator = "first";
    constructor(metric: ClusterMetric, snapshot: () => ClusterSnapshot);
    get name(): string;
    /**
     * prom-client renames a counter in place when it renders OpenMetrics, and never back, so that the next scrape in the
     * text format has the wrong name. Here a new name holds for the next `get`, which prom-client calls in the same breath.
     */
    set name(name: string);
    get(): Promise<RegisteredFamily>;
    /** Called by `registry.resetMetrics()`. There is nothing to reset: what is served is read off the control plane. */
    reset(): void;
}
