import type { BundleOptionChanges } from "../bundle/options/options";
import type { BuildInfo } from "./build-info";
/** What a bundle is made from: the defaults, and over them whatever is given here, the later over the earlier. */
export interface BundleRequest {
    /** Made if need be. */
    readonly folder: string;
    /** The exporter's own configuration: its thresholds. */
    readonly configPath?: string | undefined;
    /** A file of options. */
    readonly optionsPath?: string | undefined;
    /** Single options, such as those of flags. */
    readonly changes: BundleOptionChanges;
    readonly buildInfo: Pick<BuildInfo, "version">;
}
/** What came of it; `text` is lines for a terminal. */
export interface BundleReport {
    readonly ok: boolean;
    readonly text: string;
}
/** Writes dashboards, rules and manifests for one installation, and the options that they were made with. */
export declare function writeBundleFor(request: BundleRequest): Promise<BundleReport>;
