import type { Servant } from "../serve-until-stopped";
import type { StartOptions } from "../start-exporter";
/** What a demo is started with. Without a configuration of its own, the exporter gets one that fits the cluster. */
export interface DemoOptions extends StartOptions {
    /** Where the reference cluster takes faults, HOST:PORT on loopback. */
    readonly clusterListenAddress: string;
}
/** A running demo: an exporter, and a reference cluster that sends it heartbeats. */
export interface Demo extends Servant {
    /** What a person should know first: what to open, and how to break something. */
    readonly welcome: string;
}
/** Starts both, or returns undefined when the log says why the exporter did not start. */
export declare function startDemo(options: DemoOptions): Promise<Demo | undefined>;
