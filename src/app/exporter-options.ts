import type { Logger } from "pino";
import type { BuildInfo } from "./build-info";
import type { ListenAddress } from "../http/server/listen-address";
import type { ConfigReloader } from "../reload/reload";
import type { WebConfigReloader } from "../reload/web-config-reloader";

/** What an exporter is started with. */
export interface ExporterOptions {
  readonly reloader: ConfigReloader;
  /** Undefined without a web configuration. */
  readonly webReloader: WebConfigReloader | undefined;
  /** As shown to people; undefined without a configuration file. */
  readonly configPath: string | undefined;
  readonly listenAddresses: readonly ListenAddress[];
  /** Where the metrics are, with a leading slash. */
  readonly telemetryPath: string;
  /** Scrapes that are answered at a time; 0: no limit. */
  readonly maxScrapesInFlight: number;
  /** Where what arrives is recorded; undefined: where the configuration says, if it does. */
  readonly recordingPath?: string | undefined;
  readonly logger: Logger;
  /** How many lines of the log were lost since the start. Undefined where nobody knows. */
  readonly logLinesLost?: (() => number) | undefined;
  readonly buildInfo: BuildInfo;
}
