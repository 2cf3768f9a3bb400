import type { Logger } from "pino";
import type { LogOutput } from "./log-output";
import type { LogFormat, LogLevel } from "./logger";
/** The log of a program of its own: lines that it loses are told in it once there is somewhere to tell it. */
export declare function createProgramLogger(level: LogLevel, format: LogFormat, output: LogOutput): Logger;
