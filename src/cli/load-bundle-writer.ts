import type * as Bundle from "../app/bundle/bundle";
import type { Result } from "../domain/terms/result";

/** What the dashboards are made with. An installation that never writes a bundle needs none of its 11 MB. */
export const DASHBOARD_PACKAGE = "@grafana/grafana-foundation-sdk";

/** The exact version that the dashboards are made with; package.json says the same. */
export const DASHBOARD_PACKAGE_VERSION = "0.0.21";

/** What writes a bundle, or the text for a terminal that says which package is missing. */
export type BundleWriter = Result<typeof Bundle.writeBundleFor, { readonly text: string }>;

/**
 * Loads what writes a bundle, when a bundle is to be written: no other command needs the package of the dashboards.
 *
 * @param load - gives the module; the program's own unless given.
 * @throws whatever loading throws, except that the package of the dashboards is not installed: that is a value.
 */
export function loadBundleWriter(load: () => typeof Bundle = loadBundle): BundleWriter {
  try {
    return { ok: true, value: load().writeBundleFor };
  } catch (error) {
    if (!isMissingDashboardPackage(error)) throw error;
    const needed = `${DASHBOARD_PACKAGE}@${DASHBOARD_PACKAGE_VERSION}`;
    const text =
      `bundle: ${DASHBOARD_PACKAGE} is not installed, and the dashboards are made with it; ` +
      `run \`npm install ${needed}\` where tidaldb-exporter is installed (with --global if that is global), then this again\n`;
    return { ok: false, text };
  }
}

function loadBundle(): typeof Bundle {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would find no file without an extension
  return require("../app/bundle/bundle") as typeof Bundle;
}

/** Whether Node looked for the package, or for a part of it, and found none. */
function isMissingDashboardPackage(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "MODULE_NOT_FOUND" && error.message.includes(`'${DASHBOARD_PACKAGE}`);
}
