import type { Logger } from "pino";
import { loadWebConfigAside } from "../reload/aside/load-web-config-aside";
import { WebConfigReloader } from "../reload/web-config-reloader";
import { logProblems } from "./logging/log-problems";

/** A web configuration that can be held and read again, or the fact that its problems are in the log. */
export type WebConfigStart =
  { readonly ok: true; readonly webReloader: WebConfigReloader | undefined } | { readonly ok: false };

/**
 * Loads the web configuration that a start needs.
 *
 * @param path of the file; undefined when there is none.
 */
export async function startWebConfig(path: string | undefined, logger: Logger): Promise<WebConfigStart> {
  if (path === undefined) return { ok: true, webReloader: undefined };
  const { result, reads } = await loadWebConfigAside(path);
  if (result.ok) return { ok: true, webReloader: new WebConfigReloader(path, { result, reads }) };
  logProblems(result.problems, "bad web configuration", logger);
  return { ok: false };
}
