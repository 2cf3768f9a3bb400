import type { ExpositionWriter } from "./exposition-writer";
/** OpenMetrics, version 1.0.0, as text. */
export declare const OPENMETRICS_WRITER: ExpositionWriter;
