/** What the objects in Kubernetes are called, so that those which refer to each other agree. */
export const OBJECT_NAMES = {
  /** Deployment, Service, container and image, and the label that selects the pods. */
  exporter: "tidaldb-exporter",
  /** The Service that lists every pod. */
  everyPod: "tidaldb-exporter-each",
  config: "tidaldb-exporter-config",
  /** A Secret with the keys of {@link TOKEN_KEYS}, which the operator makes: no secret is ever generated. */
  tokens: "tidaldb-exporter-tokens",
  state: "tidaldb-exporter-state",
  rules: "tidaldb-rules",
  /** The AlertmanagerConfig, or the Secret with the whole configuration of an Alertmanager. */
  alertmanager: "tidaldb-alertmanager",
  /** A Secret with what receivers need, which the operator makes. */
  receivers: "tidaldb-alertmanager-receivers",
} as const;

/** The keys of the Secret; each is a token with the scope of the same name. */
export const TOKEN_KEYS = ["ingest", "scrape", "admin"] as const;

/** What selects the pods. Never changes: a Deployment's selector cannot be. */
export const SELECTOR_LABELS = { "app.kubernetes.io/name": OBJECT_NAMES.exporter };

/** The labels of every object. */
export const OBJECT_LABELS = { ...SELECTOR_LABELS, "app.kubernetes.io/part-of": "tidaldb" };
