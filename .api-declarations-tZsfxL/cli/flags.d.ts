import { Option } from "commander";
import type { StartOptions } from "../app/start-exporter";
import type { LogFormat, LogLevel } from "../app/logging/logger";
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
    readonly "log.level": LogLevel;
    readonly "log.format": LogFormat;
}
/** The flags in the order in which the help lists them; each has a twin in the environment. */
export declare function serveOptions(env: Host["env"]): readonly Option[];
/**
 * Lets the environment say what no flag says. An empty variable says nothing: compose passes unset ones on like that. An
 * empty flag, which somebody wrote, is a mistake.
 */
export declare function withEnvironmentTwin(option: Option, env: Host["env"]): Option;
/** The flags in the program's own terms. */
export declare function toStartOptions(flags: ServeFlags): Pick<StartOptions, "configPath" | "webConfigPath" | "listenAddresses" | "telemetryPath" | "maxScrapesInFlight">;
