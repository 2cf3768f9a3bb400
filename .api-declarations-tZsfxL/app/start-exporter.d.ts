import type { Logger } from "pino";
import type { Environment } from "../config/tokens";
import type { BuildInfo } from "./build-info";
import { Exporter } from "./exporter";
/** Where the configuration is when nobody says: beside the program, as Prometheus has it. It may be missing. */
export declare const DEFAULT_CONFIG_PATH = "tidaldb-exporter.yml";
/** 10843: every port from 9100 to 9999 is some exporter's. */
export declare const DEFAULT_LISTEN_ADDRESS = ":10843";
export declare const DEFAULT_TELEMETRY_PATH = "/metrics";
/** As many scrapes at a time as node_exporter answers. */
export declare const DEFAULT_MAX_SCRAPES_IN_FLIGHT: 40;
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
export declare function startExporter(options: StartOptions): Promise<Exporter | undefined>;
