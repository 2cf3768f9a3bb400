import type { BundleFile } from "../terms/bundle-file";
import type { BundleOptions } from "../options/options";
import { redundantConfigMap } from "./config-map";
import { kustomization } from "./kustomization";
import { manifestText } from "./manifest-text";
import { OBJECT_NAMES } from "./object-names";
import { persistentVolumeClaim } from "./persistent-volume-claim";
import { podDisruptionBudget } from "./pod-disruption-budget";
import { REDUNDANT_REPLICAS, redundantDeployment } from "./redundant-deployment";
import { everyPodService } from "./service";

/** The folder of the manifests for one pod, from the folder of these. */
const BASE = "../kubernetes";

const DEPLOYMENT_PATH = "deployment.yaml";
const DEPLOYMENT = { kind: "Deployment", name: OBJECT_NAMES.exporter };

const INTRODUCTION = [
  `${REDUNDANT_REPLICAS} equal control planes in place of one, with all else of ${BASE}: kubectl apply -k .`,
  "Kubernetes 1.27 or newer, with a kubectl that is as new.",
  "",
  `Every heartbeat has to reach every pod: senders resolve ${OBJECT_NAMES.everyPod} and post to each address that it has.`,
  "Topology and tenants are in the ConfigMap, the same for all.",
];

/**
 * An overlay of kustomize over the manifests of {@link kubernetesFiles}, for several equal control planes.
 *
 * @param version of the exporter, which is the tag of its image.
 */
export function redundantKubernetesFiles(options: BundleOptions, version: string): readonly BundleFile[] {
  const { spec } = redundantDeployment(`${OBJECT_NAMES.exporter}:${version}`, options);
  const objects: Readonly<Record<string, object>> = {
    "pod-disruption-budget.yaml": podDisruptionBudget(),
    "service-each.yaml": everyPodService(),
  };
  const patches: Readonly<Record<string, object>> = {
    "config-map.yaml": redundantConfigMap(options),
    // As a whole: what the one pod has, such as its volume, would stay if the two were merged.
    [DEPLOYMENT_PATH]: [{ op: "replace", path: "/spec", value: spec }],
    "no-persistent-volume-claim.yaml": { ...persistentVolumeClaim(), $patch: "delete" },
  };
  const index = kustomization(
    [BASE, ...Object.keys(objects)],
    version,
    Object.keys(patches).map((path) => (path === DEPLOYMENT_PATH ? { path, target: DEPLOYMENT } : { path })),
  );
  return [
    { path: "kustomization.yaml", text: manifestText(index, INTRODUCTION) },
    ...Object.entries({ ...objects, ...patches }).map(([path, object]) => ({
      path,
      text: manifestText(object),
    })),
  ];
}
