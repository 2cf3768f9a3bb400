import type { Service } from "kubernetes-types/core/v1";

import { EXPORTER_ENDPOINT } from "./exporter-endpoint";
import { OBJECT_LABELS, OBJECT_NAMES, SELECTOR_LABELS } from "./object-names";

/** The name under which shards, Prometheus and people reach the exporter. */
export function service(): Service {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: OBJECT_NAMES.exporter, labels: OBJECT_LABELS },
    spec: {
      type: "ClusterIP",
      selector: SELECTOR_LABELS,
      ports: [{ name: "http", port: EXPORTER_ENDPOINT.port, targetPort: "http", protocol: "TCP" }],
    },
  };
}

/**
 * A name that lists the address of every pod, for senders: each heartbeat has to reach all of them. It has none of the labels by
 * which the ServiceMonitor finds services, or every pod would be scraped twice.
 */
export function everyPodService(): Service {
  const { spec } = service();
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: OBJECT_NAMES.everyPod,
      labels: { ...OBJECT_LABELS, "app.kubernetes.io/name": OBJECT_NAMES.everyPod },
    },
    // A pod that does not call itself ready yet has the more need of heartbeats.
    spec: { ...spec, clusterIP: "None", publishNotReadyAddresses: true },
  };
}
