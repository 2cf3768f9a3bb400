import type { BundleFile } from "./terms/bundle-file";
import type { BundleOptions } from "./options/options";
/** Where a bundle is written, and what it is made from. */
export interface BundleTarget {
    /** Created if it is missing. Files in it that are not the bundle's stay; those of an earlier bundle are replaced. */
    readonly folder: string;
    /** The folder `alerts` of this package, with the files that are copied. */
    readonly alertsFolder: string;
    /** Of the exporter, which is the tag of its image. */
    readonly version: string;
}
/** The generated files of a bundle, by their paths below its folder. */
export declare function bundleFiles(options: BundleOptions, version: string): readonly BundleFile[];
/**
 * Writes rules, dashboards and manifests as the options have them, and beside them what the package ships, adapted to
 * them: runbooks, and Alertmanager's configuration with its templates.
 *
 * @param further files to write into the same folder.
 * @throws RangeError, before anything is written, when the options do not go together; the error of the file system, when
 *   the folder cannot be written.
 */
export declare function writeBundle(options: BundleOptions, { folder, alertsFolder, version }: BundleTarget, further?: readonly BundleFile[]): Promise<void>;
