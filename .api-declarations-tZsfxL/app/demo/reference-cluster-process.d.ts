import type { Logger } from "pino";
/** The reference cluster is a program of its own: it gets a process of its own, and talks to the exporter over HTTP only. */
export declare class ReferenceClusterProcess {
    #private;
    /** @param exporterUrl - where the cluster sends its heartbeats. */
    constructor(exporterUrl: string, extraArgs: readonly string[], logger: Logger);
    /** Settles when the process is gone, however it went. */
    get ended(): Promise<void>;
    /** Lets it remove its data, and makes an end of it when that takes too long. */
    stop(): Promise<void>;
}
