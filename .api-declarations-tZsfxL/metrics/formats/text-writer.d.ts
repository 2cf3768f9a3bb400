import type { ExpositionWriter } from "./exposition-writer";
/** Prometheus' text format, version 0.0.4. */
export declare const TEXT_WRITER: ExpositionWriter;
