import type * as Bundle from "../app/bundle";
import type { Result } from "../domain/terms/result";
/** What the dashboards are made with. An installation that never writes a bundle needs none of its 11 MB. */
export declare const DASHBOARD_PACKAGE = "@grafana/grafana-foundation-sdk";
/** The exact version that the dashboards are made with; package.json says the same. */
export declare const DASHBOARD_PACKAGE_VERSION = "0.0.21";
/** What writes a bundle, or the text for a terminal that says which package is missing. */
export type BundleWriter = Result<typeof Bundle.writeBundleFor, {
    readonly text: string;
}>;
/**
 * Loads what writes a bundle, when a bundle is to be written: no other command needs the package of the dashboards.
 *
 * @param load - gives the module; the program's own unless given.
 * @throws whatever loading throws, except that the package of the dashboards is not installed: that is a value.
 */
export declare function loadBundleWriter(load?: () => typeof Bundle): BundleWriter;
