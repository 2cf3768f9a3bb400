import type { Logger } from "pino";
import type { ConfigProblem } from "../../strict-yaml/config-problem";
/** Logs each problem of a configuration as a line of its own. One about the file as a whole has no setting and no line. */
export declare function logProblems(problems: readonly ConfigProblem[], what: string, logger: Logger): void;
