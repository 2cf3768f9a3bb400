import type { Logger } from "pino";
import type { ConfigProblem } from "../../strict-yaml/config-problem";

/** Logs each problem of a configuration as a line of its own. One about the file as a whole has no setting and no line. */
export function logProblems(problems: readonly ConfigProblem[], what: string, logger: Logger): void {
  for (const { file, path, line, column, message } of problems) {
    if (line === 0) logger.error({ config: file }, `${what}: ${file}: ${message}`);
    else logger.error({ config: file, setting: path, line, column }, `${what}: ${sentence(path, message)}`);
  }
}

/** A mistake in the YAML itself has a line, and no setting. */
function sentence(path: string, message: string): string {
  return path === "" ? message : `${path}: ${message}`;
}
