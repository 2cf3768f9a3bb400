/** A file with a part of an object, which names that object itself, or with changes of the object that is named here. */
export interface KustomizationPatch {
    readonly path: string;
    readonly target?: {
        readonly kind: string;
        readonly name: string;
    };
}
/** What `kubectl apply -k` reads first. */
export interface Kustomization {
    readonly apiVersion: "kustomize.config.k8s.io/v1beta1";
    readonly kind: "Kustomization";
    readonly resources: readonly string[];
    readonly patches?: readonly KustomizationPatch[];
    readonly images: readonly {
        readonly name: string;
        readonly newName: string;
        readonly newTag: string;
    }[];
}
/**
 * Names the other manifests, and is the place to say where the image is pulled from.
 *
 * @param paths of the other manifests, in the order in which they are applied.
 * @param patches of what those have.
 */
export declare function kustomization(paths: readonly string[], version: string, patches?: readonly KustomizationPatch[]): Kustomization;
