import type { BundleFile } from "../terms/bundle-file";
import type { BundleOptions } from "../options/options";
/**
 * The manifests: one object for each file, and a kustomization of them all. They name no namespace, so that
 * `kubectl apply --namespace` decides.
 *
 * @param version of the exporter, which is the tag of its image.
 */
export declare function kubernetesFiles(options: BundleOptions, version: string): readonly BundleFile[];
