import type { ConfigMap } from "kubernetes-types/core/v1";

import { OBJECT_LABELS } from "./object-names";

/** The label by which the sidecar of Grafana's Helm charts finds dashboards, unless it is told another. */
const SIDECAR_LABEL = { grafana_dashboard: "1" };

/** A dashboard for Grafana's sidecar, under its uid, which is a valid name in Kubernetes. */
export function dashboardConfigMap(uid: string, json: string): ConfigMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `${uid}-dashboard`, labels: { ...OBJECT_LABELS, ...SIDECAR_LABEL } },
    data: { [`${uid}.json`]: json },
  };
}
