import type { Logger } from "pino";
import type { LogOutput } from "./log-output";
import { createLogger } from "./logger";
import type { LogFormat, LogLevel } from "./logger";

/** The log of a program of its own: lines that it loses are told in it once there is somewhere to tell it. */
export function createProgramLogger(level: LogLevel, format: LogFormat, output: LogOutput): Logger {
  const logger = createLogger(level, format, output);
  output.onResumed((lostLines, reason) => {
    // An error, so that no level hides that others are missing.
    logger.error({ lost_lines: lostLines, reason }, "lines of this log could not be written and are lost");
  });
  return logger;
}
