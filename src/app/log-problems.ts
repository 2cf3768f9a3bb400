import type { Logger } from "pino";
import type { ConfigProblem } from "../config/config-problem";

/** Logs each problem of a configuration as a line of its own. */
export function logProblems(problems: readonly ConfigProblem[], what: string, logger: Logger): void {
  for (const { file, path, line, column, message } of problems) {
    logger.error({ config: file, setting: path, line, column }, `${what}: ${path}: ${message}`);
  }
}
