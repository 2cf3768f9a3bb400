import type { Logger } from "pino";
import { WebConfigReloader } from "../reload/web-config-reloader";
import type { Result } from "../domain/terms/result";
/** A web configuration that can be held and read again, or the fact that its problems are in the log. */
export type WebConfigStart = Result<WebConfigReloader | undefined, object>;
/**
 * Loads the web configuration that a start needs.
 *
 * @param path of the file; undefined when there is none.
 */
export declare function startWebConfig(path: string | undefined, logger: Logger): Promise<WebConfigStart>;
