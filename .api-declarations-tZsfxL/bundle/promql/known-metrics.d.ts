/** What an expression must know of a metric that it names. */
export interface KnownMetric {
    readonly name: string;
    readonly type: "gauge" | "counter";
    /** The metric's own labels, as the exporter writes them. */
    readonly labels: readonly string[];
    /** The values that a label can have, for those labels that have a fixed set of them. */
    readonly labelValues: Readonly<Record<string, readonly string[]>>;
    /** Its owner: the exporter's own, or what every process of Node (`process`) or every target (`target`) has. */
    readonly origin: "exporter" | "process" | "target";
}
/** Every metric that an expression of the bundle may name, by its name: the catalogue, and what Prometheus adds itself. */
export declare const KNOWN_METRICS: ReadonlyMap<string, KnownMetric>;
