/** What an installation may have otherwise in its objects of Kubernetes. An empty text means: not at all. */
export interface KubernetesOptions {
  /** Where the exporter runs, as alerts have it that no series gives a namespace. */
  readonly namespace: string;
  /** Secret of the type `kubernetes.io/tls` with the exporter's certificate; then it serves HTTPS only. */
  readonly tlsSecret: string;
  /** The name in that certificate by which Prometheus, which connects to addresses of pods, checks it. */
  readonly tlsServerName: string;
  /** For the exporter's pods. */
  readonly priorityClassName: string;
  /** Folder of Grafana for the dashboards, as its sidecar reads it. */
  readonly dashboardFolder: string;
  /** Whether there is a NetworkPolicy, which lets the exporter's port be reached from within the Kubernetes cluster only. */
  readonly networkPolicy: boolean;
}

/** Whatever namespace, plain HTTP, no folder, no policy. */
export const DEFAULT_KUBERNETES_OPTIONS: KubernetesOptions = {
  namespace: "",
  tlsSecret: "",
  tlsServerName: "tidaldb-exporter",
  priorityClassName: "",
  dashboardFolder: "",
  networkPolicy: false,
};
