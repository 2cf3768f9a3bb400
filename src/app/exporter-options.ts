import type { BuildInfo } from "./build-info";
import type { WebConfigReloader } from "../reload/web-config-reloader";
import type { ServingOptions } from "./serving/build-server";

/** What an exporter is started with. */
export interface ExporterOptions extends ServingOptions {
  /** Undefined without a web configuration. */
  readonly webReloader: WebConfigReloader | undefined;
  /** As shown to people; undefined without a configuration file. */
  readonly configPath: string | undefined;
  /** Where what arrives is recorded; undefined: where the configuration says, if it does. */
  readonly recordingPath?: string | undefined;
  /** How many lines of the log were lost since the start. Undefined where nobody knows. */
  readonly logLinesLost?: (() => number) | undefined;
  readonly buildInfo: BuildInfo;
}
