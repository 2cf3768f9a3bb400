import type { Logger } from "pino";
import { loadWebConfigAside } from "../../reload/aside/load-web-config-aside";
import { WebConfigReloader } from "../../reload/web-config-reloader";
import { logProblems } from "../logging/log-problems";
import type { Result } from "../../domain/terms/result";

/** A web configuration that can be held and read again, or the fact that its problems are in the log. */
export type WebConfigStart = Result<WebConfigReloader | undefined, object>;

/**
 * Loads the web configuration that a start needs.
 *
 * @param path of the file; undefined when there is none.
 */
export async function startWebConfig(path: string | undefined, logger: Logger): Promise<WebConfigStart> {
  if (path === undefined) return { ok: true, value: undefined };
  const { result, reads } = await loadWebConfigAside(path);
  if (result.ok) return { ok: true, value: new WebConfigReloader(path, { result, reads }) };
  logProblems(result.problems, "bad web configuration", logger);
  return { ok: false };
}
