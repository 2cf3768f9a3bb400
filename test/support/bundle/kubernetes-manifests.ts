import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import type { Deployment } from "kubernetes-types/apps/v1";
import type { ConfigMap, Container, PersistentVolumeClaim, PodSpec, Service } from "kubernetes-types/core/v1";
import type { NetworkPolicy } from "kubernetes-types/networking/v1";
import { parse } from "yaml";

import { kubernetesFiles } from "../../../src/bundle/kubernetes/kubernetes-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import type { BundleOptions } from "../../../src/bundle/options/options";
import type { BundleFile } from "../../../src/bundle/terms/bundle-file";

/** The version of the exporter whose manifests these are. */
export const MANIFEST_VERSION = "1.2.3";

/** What every object has. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
}

/** Made once for each choice of options: most of them are dashboards and rules, and most tests are about neither. */
const made = new WeakMap<BundleOptions, readonly BundleFile[]>();
const read = new WeakMap<BundleOptions, ReadonlyMap<string, Manifest>>();

/** The files of all objects. Without the kustomization, which is none. */
function manifestFiles(options: BundleOptions): readonly BundleFile[] {
  return onceFor(made, options, () =>
    kubernetesFiles(options, MANIFEST_VERSION).filter(({ path }) => path !== "kustomization.yaml"),
  );
}

function onceFor<T>(known: WeakMap<BundleOptions, T>, options: BundleOptions, make: () => T): T {
  const found = known.get(options) ?? make();
  known.set(options, found);
  return found;
}

/** The objects by their files, as kubectl would read them. They are the same ones in each call. */
export function manifests(options: BundleOptions = DEFAULT_BUNDLE_OPTIONS): ReadonlyMap<string, Manifest> {
  return onceFor(
    read,
    options,
    () => new Map(manifestFiles(options).map(({ path, text }) => [path, parse(text) as Manifest])),
  );
}

/** What is in each file. That it has this shape is what the test of the schema is for. */
export interface ManifestTypes {
  readonly "config-map.yaml": ConfigMap;
  readonly "deployment.yaml": Deployment;
  readonly "network-policy.yaml": NetworkPolicy;
  readonly "persistent-volume-claim.yaml": PersistentVolumeClaim;
  readonly "prometheus-rule.yaml": IPrometheusRule;
  readonly "service.yaml": Service;
  readonly "service-monitor.yaml": IServiceMonitor;
}

/** One of them, to do with as one likes: each call makes another. */
export function manifest<P extends keyof ManifestTypes>(
  path: P,
  options: BundleOptions = DEFAULT_BUNDLE_OPTIONS,
): ManifestTypes[P] {
  const file = manifestFiles(options).find((each) => each.path === path);
  return (file && parse(file.text)) as ManifestTypes[P];
}

/** What the Deployment runs. */
export function podSpec(options?: BundleOptions): PodSpec {
  const spec = manifest("deployment.yaml", options).spec?.template.spec;
  if (!spec) throw new Error("deployment.yaml: expected a pod");
  return spec;
}

/** The one container of the pod. */
export function container(options?: BundleOptions): Container {
  const [first, ...others] = podSpec(options).containers;
  if (!first || others.length > 0) throw new Error("deployment.yaml: expected one container");
  return first;
}
