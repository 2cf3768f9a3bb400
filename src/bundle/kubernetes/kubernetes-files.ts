import type { BundleFile } from "../terms/bundle-file";
import { buildDashboards } from "../dashboards/dashboard-files";
import type { BundleOptions } from "../options/options";
import { configMap } from "./config-map";
import { dashboardConfigMap } from "./dashboard-config-map";
import { deployment, STATE_VOLUME } from "./deployment";
import { kustomization } from "./kustomization";
import { manifestText } from "./manifest-text";
import { networkPolicy } from "./network-policy";
import { OBJECT_NAMES, TOKEN_KEYS } from "./object-names";
import { persistentVolumeClaim } from "./persistent-volume-claim";
import { prometheusRule } from "./prometheus-rule";
import { serviceMonitor } from "./service-monitor";
import { service } from "./service";

const KUSTOMIZATION_PATH = "kustomization.yaml";
const CONFIG_MAP_PATH = "config-map.yaml";

const CONFIG_MAP_COMMENT = [
  "An example: your cluster's name and regions belong into a patch of it, in an overlay of kustomize.",
];

/**
 * The manifests: one object for each file, and a kustomization of them all. They name no namespace, so that
 * `kubectl apply --namespace` decides.
 *
 * @param version of the exporter, which is the tag of its image.
 */
export function kubernetesFiles(options: BundleOptions, version: string): readonly BundleFile[] {
  const objects: readonly (readonly [path: string, object: object])[] = [
    [CONFIG_MAP_PATH, configMap(options)],
    ["persistent-volume-claim.yaml", persistentVolumeClaim()],
    ["deployment.yaml", deployment(`${OBJECT_NAMES.exporter}:${version}`, options.kubernetes, STATE_VOLUME)],
    ["service.yaml", service()],
    ...(options.kubernetes.networkPolicy ? ([["network-policy.yaml", networkPolicy()]] as const) : []),
    ["service-monitor.yaml", serviceMonitor(options)],
    ["prometheus-rule.yaml", prometheusRule(options)],
    ...dashboardObjects(options),
  ];
  const paths = objects.map(([path]) => path);
  return [
    { path: KUSTOMIZATION_PATH, text: manifestText(kustomization(paths, version), introduction()) },
    ...objects.map(([path, object]) => ({
      path,
      text: manifestText(object, path === CONFIG_MAP_PATH ? CONFIG_MAP_COMMENT : []),
    })),
  ];
}

function dashboardObjects(options: BundleOptions): readonly (readonly [string, object])[] {
  return buildDashboards(options).map((dashboard) => {
    const uid = dashboard.uid ?? "";
    const json = `${JSON.stringify(dashboard, null, 2)}\n`;
    return [`dashboard-${uid}.yaml`, dashboardConfigMap(uid, json, options.kubernetes.dashboardFolder)];
  });
}

function introduction(): readonly string[] {
  const literals = TOKEN_KEYS.map((key) => `--from-literal=${key}="$(openssl rand -hex 32)"`);
  return [
    "Once, the tokens that shards, Prometheus and operators show:",
    "",
    `  kubectl create secret generic ${OBJECT_NAMES.tokens} \\`,
    ...literals.map((literal, index) => `    ${literal}${index < literals.length - 1 ? " \\" : ""}`),
    "",
    "then, in the same namespace: kubectl apply -k .",
    "",
    "ServiceMonitor and PrometheusRule are the Prometheus operator's (0.66 or newer). Where it looks for a label of its own,",
    "as the chart kube-prometheus-stack does, add it here: labels: [{ pairs: { release: kube-prometheus-stack } }]",
  ];
}
