import type { Logger } from "pino";
import type { WebConfigResult } from "../web-config/load-web-config";
import type { TlsConfig, WebConfig } from "../web-config/web-config";
import type { WebConfigReloader } from "../reload/web-config-reloader";
import type { Scope } from "../http/access/access-rules";
import type { IngestNarrowing } from "../http/access/ingest-area";
import type { PasswordAccess } from "../http/access/passwords/password-access";
/** What is known about the web configuration, for the metrics. */
export interface WebConfigStatus {
    /** Undefined without a web configuration. */
    readonly webConfigReloadSuccessful: boolean | undefined;
    /** When the first certificate that is served ends, in milliseconds since the epoch; undefined without TLS. */
    readonly certificateExpiresAtMs: number | undefined;
}
/** The web configuration in the running program: what encrypts its connections, and who has a password. */
export declare class WebSecurity {
    #private;
    /**
     * @param reloader undefined when there is no web configuration: nothing is encrypted, and nobody has a password.
     * @param grants what users may do, by name; asked on every request. Who has a password and is not named may scrape, as with
     * every other exporter that reads the same file.
     * @param narrowings what scope `ingest` of a user is narrowed to, by name; asked on every request.
     */
    constructor(reloader: WebConfigReloader | undefined, grants: () => ReadonlyMap<string, readonly Scope[]>, logger: Logger, narrowings?: () => ReadonlyMap<string, IngestNarrowing>);
    /** How connections are encrypted now. */
    get tls(): TlsConfig | undefined;
    /** Who has a password now. */
    get passwords(): PasswordAccess | undefined;
    /** Headers of every answer; the same object until they change. */
    get headers(): WebConfig["headers"];
    get status(): WebConfigStatus;
    /** Reads the files again. Problems change nothing and are logged. */
    reload(): Promise<WebConfigResult>;
    /** Looks whether the files have changed. Call it every few seconds. Never rejects. */
    reloadIfChanged(): Promise<void>;
}
