import type { NetworkPolicy } from "kubernetes-types/networking/v1";

import { OBJECT_LABELS, OBJECT_NAMES, SELECTOR_LABELS } from "./object-names";

/**
 * Lets pods of every namespace reach the exporter, and nothing from outside of Kubernetes, where the network keeps such
 * policies. What the exporter connects to itself stays free: sources, peers and NATS are not known here.
 */
export function networkPolicy(): NetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: OBJECT_NAMES.exporter, labels: OBJECT_LABELS },
    spec: {
      podSelector: { matchLabels: SELECTOR_LABELS },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: "http", protocol: "TCP" }] }],
    },
  };
}
