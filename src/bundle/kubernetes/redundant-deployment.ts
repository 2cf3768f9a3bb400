import type { Deployment } from "kubernetes-types/apps/v1";
import type { PodSpec, TopologySpreadConstraint, Volume } from "kubernetes-types/core/v1";

import type { BundleOptions } from "../options/options";
import { podSpec } from "./deployment";
import { OBJECT_LABELS, OBJECT_NAMES, SELECTOR_LABELS } from "./object-names";

/** How many equal control planes there are: one may be replaced while another is lost. */
export const REDUNDANT_REPLICAS = 3;

/** How long a pod goes on answering once it is to end: until nobody's list of addresses has it any more. */
const LEAVE_SECONDS = 10;

/**
 * Several equal control planes that share nothing: a new pod has heard the cluster and settled before an old one ends.
 *
 * @param image with a tag, such as `tidaldb-exporter:1.2.3`.
 * @param state a volume of its own for each, where they keep a copy of what is elsewhere.
 */
export function redundantDeployment(image: string, options: BundleOptions, state?: Volume): Deployment {
  const { thresholds, kubernetes } = options;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: OBJECT_NAMES.exporter, labels: OBJECT_LABELS },
    spec: {
      replicas: REDUNDANT_REPLICAS,
      // It settles within offline_after; half as much again for its first heartbeats and scrapes.
      minReadySeconds: Math.ceil((1.5 * thresholds.offlineAfterMs) / 1000),
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: { matchLabels: SELECTOR_LABELS },
      template: { metadata: { labels: OBJECT_LABELS }, spec: spreadPod(podSpec(image, kubernetes, state)) },
    },
  };
}

function spreadPod(pod: PodSpec): PodSpec {
  return {
    ...pod,
    topologySpreadConstraints: [
      spread("topology.kubernetes.io/zone", "ScheduleAnyway"),
      spread("kubernetes.io/hostname", "DoNotSchedule"),
    ],
    containers: pod.containers.map((container) => ({
      ...container,
      lifecycle: { preStop: { exec: { command: ["sleep", String(LEAVE_SECONDS)] } } },
    })),
  };
}

/** Counts the pods of one revision only, or those that are about to end would decide where the new ones may be. */
function spread(
  topologyKey: string,
  whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway",
): TopologySpreadConstraint {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: SELECTOR_LABELS },
    matchLabelKeys: ["pod-template-hash"],
    // A node that is gone or drained takes nobody in; it must not keep others from taking in more.
    nodeTaintsPolicy: "Honor",
  };
}
