import type { Clock } from "../domain/terms/clock";
import type { LoadedConfig, LoadResult } from "../config/load";
import type { Environment } from "../config/tokens";
/** What a reloader needs. */
export interface ReloaderOptions {
    /** The file, as the operator gave it. */
    readonly path: string;
    /** The process's environment, for tokens whose secret is in a variable. */
    readonly env: Environment;
    readonly clock: Clock;
    /** What the program started with. */
    readonly initial: LoadedConfig;
}
/**
 * Holds the configuration that is in force and re-reads it on request. A configuration with problems changes nothing.
 * What a new one means for the running program is for the caller to carry out.
 */
export declare class ConfigReloader {
    #private;
    /** Counts `initial` as a success, now. */
    constructor(options: ReloaderOptions);
    /** The last configuration without problems. */
    get current(): LoadedConfig;
    /** Whether the last attempt succeeded; true before the first. */
    get lastReloadSuccessful(): boolean;
    /** Nanoseconds since the epoch: when a configuration was last loaded without problems. */
    get lastSuccessAtNs(): bigint;
    /**
     * Re-reads the file and its secrets. One read runs at a time; requests that arrive meanwhile share the next one, which
     * begins after all of them, so that each sees what was written before it asked.
     *
     * @throws nothing that the configuration, its files or the environment can cause: those are problems.
     */
    reload(): Promise<LoadResult>;
}
