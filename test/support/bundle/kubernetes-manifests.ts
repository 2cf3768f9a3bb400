import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import type { Deployment } from "kubernetes-types/apps/v1";
import type { ConfigMap, Container, PersistentVolumeClaim, PodSpec, Service } from "kubernetes-types/core/v1";
import type { NetworkPolicy } from "kubernetes-types/networking/v1";
import { parse } from "yaml";

import { kubernetesFiles } from "../../../src/bundle/kubernetes/kubernetes-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import type { BundleOptions } from "../../../src/bundle/options/options";

/** The version of the exporter whose manifests these are. */
export const MANIFEST_VERSION = "1.2.3";

/** What every object has. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
}

/** The objects by their files, as kubectl would read them. Without the kustomization, which is none. */
export function manifests(options: BundleOptions = DEFAULT_BUNDLE_OPTIONS): ReadonlyMap<string, Manifest> {
  const files = kubernetesFiles(options, MANIFEST_VERSION).filter(
    ({ path }) => path !== "kustomization.yaml",
  );
  return new Map(files.map(({ path, text }) => [path, parse(text) as Manifest]));
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
export function manifest<P extends keyof ManifestTypes>(path: P, options?: BundleOptions): ManifestTypes[P] {
  return manifests(options).get(path) as unknown as ManifestTypes[P];
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
