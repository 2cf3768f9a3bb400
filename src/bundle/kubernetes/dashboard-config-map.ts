import type { ConfigMap } from "kubernetes-types/core/v1";

import { OBJECT_LABELS } from "./object-names";

/** The label by which the sidecar of Grafana's Helm charts finds dashboards, unless it is told another. */
export const SIDECAR_LABEL = { grafana_dashboard: "1" };

/** The annotation that it reads a folder from, where it is told `folderAnnotation: grafana_folder`. */
export const FOLDER_ANNOTATION = "grafana_folder";

/**
 * A dashboard for Grafana's sidecar, under its uid, which is a valid name in Kubernetes.
 *
 * @param folder of Grafana, or an empty text for the sidecar's own.
 */
export function dashboardConfigMap(uid: string, json: string, folder: string): ConfigMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: `${uid}-dashboard`,
      labels: { ...OBJECT_LABELS, ...SIDECAR_LABEL },
      ...(folder !== "" && { annotations: { [FOLDER_ANNOTATION]: folder } }),
    },
    data: { [`${uid}.json`]: json },
  };
}
