import type { ConfigMap } from "kubernetes-types/core/v1";
/** A dashboard for Grafana's sidecar, under its uid, which is a valid name in Kubernetes. */
export declare function dashboardConfigMap(uid: string, json: string): ConfigMap;
