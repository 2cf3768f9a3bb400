import type { Logger } from "pino";
import type { ConfigReloader } from "../reload/reload";
import type { WebConfigReloader } from "../reload/web-config-reloader";
import type { ControlPlane } from "../domain/control-plane";
import type { ReloadResult } from "../http/routing/http-services";
import type { ListenAddress } from "../http/server/listen-address";
import type { BuildInfo } from "./build-info";
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
    readonly logger: Logger;
    /** How many lines of the log were lost since the start. Undefined where nobody knows. */
    readonly logLinesLost?: (() => number) | undefined;
    readonly buildInfo: BuildInfo;
}
/** The running exporter: everything built, in order, and stopped in the opposite order. */
export declare class Exporter {
    #private;
    readonly controlPlane: ControlPlane;
    private constructor();
    /**
     * Opens the store, takes in what it holds, and listens. What was begun until something fails is ended again.
     *
     * @throws StoreError when the state cannot be read or is another writer's.
     * @throws ListenError when an address cannot be listened on.
     */
    static start(options: ExporterOptions): Promise<Exporter>;
    /** Where it listens, as HOST:PORT with the ports that the system chose. */
    get addresses(): readonly ListenAddress[];
    /**
     * Re-reads the configuration and the web configuration. A bad one changes nothing and is logged, problem by problem. Who asks
     * while a reload is under way shares the next one with all others who do, so that hundreds of them make two.
     */
    reload(): Promise<ReloadResult>;
    /** Closes the ports at once, lets requests in flight end, and closes the store. */
    stop(): Promise<void>;
}
