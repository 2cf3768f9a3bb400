import type { Logger } from "pino";
import { loadConfigAside } from "../reload/aside/load-config-aside";
import { ConfigReloader } from "../reload/reload";
import type { Environment } from "../config/tokens";
import { parseListenAddress } from "../http/server/listen-address";
import type { ListenAddress } from "../http/server/listen-address";
import { LIMITS } from "../limits/limits";
import type { BuildInfo } from "./build-info";
import { Exporter } from "./exporter";
import { logProblems } from "./logging/log-problems";
import { operatorMessage } from "./operator-error";
import { startWebConfig } from "./serving/start-web-config";
import { systemClock } from "./cluster/system-clock";

/** Where the configuration is when nobody says: beside the program, as Prometheus has it. It may be missing. */
export const DEFAULT_CONFIG_PATH = "tidaldb-exporter.yml";

/** 10843: every port from 9100 to 9999 is some exporter's. */
export const DEFAULT_LISTEN_ADDRESS = ":10843";

export const DEFAULT_TELEMETRY_PATH = "/metrics";

/** As many scrapes at a time as node_exporter answers. */
export const DEFAULT_MAX_SCRAPES_IN_FLIGHT = LIMITS.scrapes_in_flight.value.default;

/** What a command line says about an exporter. */
export interface StartOptions {
  /** Undefined: the default path, where a file may be missing. */
  readonly configPath?: string | undefined;
  /** The web configuration, in the exporter toolkit's format. Undefined: none. */
  readonly webConfigPath?: string | undefined;
  /** Undefined: the default address. */
  readonly listenAddresses?: readonly string[] | undefined;
  /** Undefined: the default path. */
  readonly telemetryPath?: string | undefined;
  /** Scrapes that are answered at a time, 0 for no limit. Undefined: the default number. */
  readonly maxScrapesInFlight?: number | undefined;
  /** Where what arrives is recorded. Undefined: where the configuration says, if it does. */
  readonly recordingPath?: string | undefined;
  readonly logger: Logger;
  /** How many lines of the log were lost since the start. Undefined where nobody knows. */
  readonly logLinesLost?: (() => number) | undefined;
  /** Aborted once it is no longer of use to start. */
  readonly stopAsked?: AbortSignal | undefined;
  readonly env: Environment;
  readonly buildInfo: BuildInfo;
}

/**
 * A running exporter, or undefined when the log says why there is none: a bad configuration or address, an address that is
 * taken, a state file that cannot be read; or it was told to stop before it had begun.
 */
export async function startExporter(options: StartOptions): Promise<Exporter | undefined> {
  const { logger, env, buildInfo, telemetryPath = DEFAULT_TELEMETRY_PATH } = options;
  const { maxScrapesInFlight = DEFAULT_MAX_SCRAPES_IN_FLIGHT } = options;
  const listenAddresses = readAddresses(options.listenAddresses ?? [DEFAULT_LISTEN_ADDRESS], logger);
  const path = options.configPath ?? DEFAULT_CONFIG_PATH;
  const loaded = await loadConfigAside(path, {
    env,
    optional: options.configPath === undefined,
    inForce: undefined,
  });
  if (!loaded.ok) logProblems(loaded.problems, "bad configuration", logger);
  const web = await startWebConfig(options.webConfigPath, logger);
  if (!loaded.ok || !web.ok || !listenAddresses || options.stopAsked?.aborted) return undefined;
  const reloader = new ConfigReloader({ path, env, clock: systemClock(), initial: loaded.value });
  const configPath = loaded.value.fromFile ? path : undefined;
  try {
    return await Exporter.start({
      reloader,
      webReloader: web.value,
      configPath,
      listenAddresses,
      telemetryPath,
      maxScrapesInFlight,
      recordingPath: options.recordingPath,
      logger,
      logLinesLost: options.logLinesLost,
      buildInfo,
    });
  } catch (error) {
    const message = operatorMessage(error);
    if (message === undefined) throw error;
    logger.error(message);
    return undefined;
  }
}

/** All addresses, or undefined once every bad one is logged. */
function readAddresses(texts: readonly string[], logger: Logger): readonly ListenAddress[] | undefined {
  const results = texts.map((text) => parseListenAddress(text));
  for (const result of results) {
    if (!result.ok) logger.error(result.message);
  }
  const addresses = results.flatMap((result) => (result.ok ? [result.value] : []));
  return addresses.length === texts.length ? addresses : undefined;
}
