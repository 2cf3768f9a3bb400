import type { PodDisruptionBudget } from "kubernetes-types/policy/v1";

import { OBJECT_LABELS, OBJECT_NAMES, SELECTOR_LABELS } from "./object-names";

/** Whoever drains nodes takes one control plane at a time. */
export function podDisruptionBudget(): PodDisruptionBudget {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: OBJECT_NAMES.exporter, labels: OBJECT_LABELS },
    spec: { maxUnavailable: 1, selector: { matchLabels: SELECTOR_LABELS } },
  };
}
