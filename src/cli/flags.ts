import { InvalidArgumentError, Option } from "commander";
import {
  DEFAULT_CONFIG_PATH,
  DEFAULT_LISTEN_ADDRESS,
  DEFAULT_MAX_SCRAPES_IN_FLIGHT,
  DEFAULT_TELEMETRY_PATH,
} from "../app/start-exporter";
import type { StartOptions } from "../app/start-exporter";
import { LOG_FORMATS, LOG_LEVELS } from "../app/logging/logger";
import type { LogFormat, LogLevel } from "../app/logging/logger";
import { withEnvironmentTwin } from "./arguments/environment-twin";
import { givenText } from "./arguments/given-text";
import type { Host } from "./host";

/** What the flags of `serve` and `demo` say, as commander hands it over. */
export interface ServeFlags {
  /** Undefined: the default. */
  readonly "config.file"?: string;
  /** Undefined: none. */
  readonly "web.config.file"?: string;
  /** Undefined: the default. */
  readonly "web.listenAddress"?: readonly string[];
  /** Undefined: the default. */
  readonly "web.telemetryPath"?: string;
  /** Undefined: the default. */
  readonly "web.maxRequests"?: number;
  /** Undefined: as the configuration says. */
  readonly record?: string;
  readonly "log.level": LogLevel;
  readonly "log.format": LogFormat;
}

/** The flags in the order in which the help lists them; each has a twin in the environment. */
export function serveOptions(env: Host["env"]): readonly Option[] {
  return [
    new Option(
      "--config.file <path>",
      `YAML file with topology, thresholds and tokens (default: ${DEFAULT_CONFIG_PATH}, if it is there)`,
    ).argParser(givenText("the path of a file")),
    new Option(
      "--web.config.file <path>",
      "YAML file with TLS, passwords and headers, in the format of Prometheus' exporters",
    ).argParser(givenText("the path of a file")),
    new Option(
      "--web.listen-address <address>",
      `address to listen on, HOST:PORT or :PORT; may be given several times (default: ${DEFAULT_LISTEN_ADDRESS})`,
    ).argParser(collectAddresses),
    new Option(
      "--web.telemetry-path <path>",
      `path of the metrics (default: ${DEFAULT_TELEMETRY_PATH})`,
    ).argParser(absolutePath),
    new Option(
      "--web.max-requests <number>",
      `scrapes that are answered at a time, 0 for no limit (default: ${DEFAULT_MAX_SCRAPES_IN_FLIGHT})`,
    ).argParser(wholeNumber),
    new Option(
      "--record <file>",
      "record what arrives, for replay, in files beside this name (default: recording.path of the configuration, if it is there)",
    ).argParser(givenText("the path of a file")),
    new Option("--log.level <level>", "least severity that is logged").choices(LOG_LEVELS).default("info"),
    new Option("--log.format <format>", "how a log line is written").choices(LOG_FORMATS).default("logfmt"),
  ].map((option) => withEnvironmentTwin(option, env));
}

/** The flags in the program's own terms. */
export function toStartOptions(
  flags: ServeFlags,
): Pick<
  StartOptions,
  | "configPath"
  | "webConfigPath"
  | "listenAddresses"
  | "telemetryPath"
  | "maxScrapesInFlight"
  | "recordingPath"
> {
  return {
    configPath: flags["config.file"],
    webConfigPath: flags["web.config.file"],
    listenAddresses: flags["web.listenAddress"],
    telemetryPath: flags["web.telemetryPath"],
    maxScrapesInFlight: flags["web.maxRequests"],
    recordingPath: flags.record,
  };
}

/** Repeated flags add up; the environment, which cannot repeat, separates addresses by commas. */
export function collectAddresses(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, ...value.split(",").map((address) => address.trim())];
}

function wholeNumber(value: string): number {
  if (/^(0|[1-9]\d{0,8})$/.test(value)) return Number(value);
  throw new InvalidArgumentError(
    `Expected a whole number such as ${DEFAULT_MAX_SCRAPES_IN_FLIGHT}, or 0 for no limit.`,
  );
}

function absolutePath(value: string): string {
  if (/^\/[^\s?#]*$/.test(value)) return value;
  throw new InvalidArgumentError(`Expected an absolute path such as /metrics.`);
}
