import type { Readable } from "node:stream";
import type { Logger } from "pino";
/** Joins a child process's log, pino's JSON line by line, to ours: one terminal, one format. */
export declare function joinLog(stream: Readable, program: string, logger: Logger): void;
