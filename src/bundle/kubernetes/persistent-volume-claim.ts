import type { PersistentVolumeClaim } from "kubernetes-types/core/v1";

import { OBJECT_LABELS, OBJECT_NAMES } from "./object-names";

/** Room for topology and tenants. A hundred bytes each: this is enough for hundreds of thousands. */
export function persistentVolumeClaim(): PersistentVolumeClaim {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: OBJECT_NAMES.state, labels: OBJECT_LABELS },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "128Mi" } } },
  };
}
