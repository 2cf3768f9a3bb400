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
