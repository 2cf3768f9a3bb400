/** What the alerts do with labels, found by writing all of them. */
export interface KnownLabels {
    /** Labels that rules give to alerts; routes, inhibitions and texts go by these. */
    readonly set: readonly string[];
    /** Labels of the series that alerts fire for, beside the scope, by their names in the catalogue. */
    readonly grouped: readonly string[];
    /** Labels whose values choose series, such as `state="offline"`. */
    readonly chosen: readonly string[];
    /** Labels of the exporter, whether an alert uses them or not. */
    readonly exporter: readonly string[];
}
/** Prometheus makes these itself, on alerts and on histograms. */
export declare const PROMETHEUS_LABELS: readonly string[];
/** Labels that every scraped series has. */
export declare const TARGET_LABELS: readonly string[];
/** Reads from the alerts themselves which labels they set, group by and choose by. */
export declare function knownLabels(): KnownLabels;
