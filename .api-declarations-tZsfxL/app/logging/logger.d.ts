import type { DestinationStream, Logger } from "pino";
export declare const LOG_LEVELS: readonly ["debug", "info", "warn", "error"];
export declare const LOG_FORMATS: readonly ["logfmt", "json"];
/** How much is logged. */
export type LogLevel = (typeof LOG_LEVELS)[number];
/** How a line is written. */
export type LogFormat = (typeof LOG_FORMATS)[number];
/**
 * The program's own log: one line per event, `time`, `level` and `msg` first.
 *
 * @param destination - where lines go.
 */
export declare function createLogger(level: LogLevel, format: LogFormat, destination: DestinationStream): Logger;
