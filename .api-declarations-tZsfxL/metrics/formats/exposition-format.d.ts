/** The formats that a scrape can be answered in: Prometheus' text format 0.0.4, and OpenMetrics 1.0.0. */
export type ExpositionFormat = "text" | "openmetrics";
/** The Content-Type of each format. Prometheus 3 refuses a scrape whose type it cannot read. */
export declare const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>>;
