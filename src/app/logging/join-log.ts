import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Logger } from "pino";

/** A line as pino writes it in JSON. */
interface LogEvent {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** pino's numbers for its levels, the lowest of each that we name. */
const WARN = 40;
const ERROR = 50;

/** What every line of a child process carries and our own line says better. */
const OWN_FIELDS = ["level", "msg", "time", "pid", "hostname", "name"];

/** Joins a child process's log, pino's JSON line by line, to ours: one terminal, one format. */
export function joinLog(stream: Readable, program: string, logger: Logger): void {
  createInterface(stream).on("line", (line) => {
    const event = parseEvent(line);
    const fields = Object.entries(event).filter(([name]) => !OWN_FIELDS.includes(name));
    logger[levelName(event.level)]({ program, ...Object.fromEntries(fields) }, event.msg);
  });
}

/** A line that is no event, such as a warning of Node's own, is passed on as it is. */
function parseEvent(line: string): LogEvent {
  try {
    const event = JSON.parse(line) as Partial<LogEvent> | null;
    if (typeof event?.level === "number" && typeof event.msg === "string") return event as LogEvent;
  } catch {
    // Not JSON: see below.
  }
  return { level: WARN, msg: line };
}

function levelName(level: number): "info" | "warn" | "error" {
  if (level >= ERROR) return "error";
  return level >= WARN ? "warn" : "info";
}
