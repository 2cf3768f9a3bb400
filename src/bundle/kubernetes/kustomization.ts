import { OBJECT_NAMES } from "./object-names";

/** What `kubectl apply -k` reads first. */
export interface Kustomization {
  readonly apiVersion: "kustomize.config.k8s.io/v1beta1";
  readonly kind: "Kustomization";
  readonly resources: readonly string[];
  readonly images: readonly { readonly name: string; readonly newName: string; readonly newTag: string }[];
}

/**
 * Names the other manifests, and is the place to say where the image is pulled from.
 *
 * @param paths of the other manifests, in the order in which they are applied.
 */
export function kustomization(paths: readonly string[], version: string): Kustomization {
  const name = OBJECT_NAMES.exporter;
  return {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: paths,
    images: [{ name, newName: name, newTag: version }],
  };
}
