import type { BundleFile } from "../terms/bundle-file";
import type { BundleOptions } from "../options/options";
/**
 * An overlay of kustomize over the manifests of {@link kubernetesFiles}, for several equal control planes.
 *
 * @param version of the exporter, which is the tag of its image.
 */
export declare function redundantKubernetesFiles(options: BundleOptions, version: string): readonly BundleFile[];
