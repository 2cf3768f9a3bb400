import { pino, stdTimeFunctions } from "pino";
import type { DestinationStream, Logger } from "pino";

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export const LOG_FORMATS = ["logfmt", "json"] as const;

/** How much is logged. */
export type LogLevel = (typeof LOG_LEVELS)[number];
/** How a line is written. */
export type LogFormat = (typeof LOG_FORMATS)[number];

/**
 * The program's own log: one line per event, `time`, `level` and `msg` first.
 *
 * @param destination - where lines go.
 */
export function createLogger(level: LogLevel, format: LogFormat, destination: DestinationStream): Logger {
  const escaping: DestinationStream = {
    write(line) {
      destination.write(escapeControls(line));
    },
  };
  const stream = format === "json" ? escaping : logfmtStream(escaping);
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
}

function logfmtStream(destination: DestinationStream): DestinationStream {
  return {
    write(line) {
      const { time, level, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
      destination.write(`${logfmt({ time, level, msg, ...fields })}\n`);
    },
  };
}

/** JSON leaves these as they are; a terminal obeys the first, and some readers of logs take the last for ends of lines. */
function escapeControls(line: string): string {
  return line.replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Written here because the kept library leaves line breaks as they are, and a value could then forge a line. */
function logfmt(fields: Record<string, unknown>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${logfmtValue(isError(value) ? (value.stack ?? value.message) : value)}`)
    .join(" ");
}

function logfmtValue(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^[\w.,:;/@%+()[\]-]+$/.test(text) ? text : JSON.stringify(text);
}

function isError(value: unknown): value is { message: string; stack?: string } {
  return typeof value === "object" && value !== null && "message" in value && "stack" in value;
}
