/** A configuration and a state file for the exporter of a demo, in a folder of their own. */
export interface DemoFiles {
    readonly configPath: string;
    /** Removes the folder and all that is in it. */
    remove(): Promise<void>;
}
/**
 * Writes what describes the reference cluster to an exporter. The topology goes into a state file and not into the
 * configuration, so that a demo can move shards through the API.
 */
export declare function writeDemoFiles(): Promise<DemoFiles>;
