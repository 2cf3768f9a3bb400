/** What the objects in Kubernetes are called, so that those which refer to each other agree. */
export declare const OBJECT_NAMES: {
    /** Deployment, Service, container and image, and the label that selects the pods. */
    readonly exporter: "tidaldb-exporter";
    /** The Service that lists every pod. */
    readonly everyPod: "tidaldb-exporter-each";
    readonly config: "tidaldb-exporter-config";
    /** A Secret with the keys of {@link TOKEN_KEYS}, which the operator makes: no secret is ever generated. */
    readonly tokens: "tidaldb-exporter-tokens";
    readonly state: "tidaldb-exporter-state";
    readonly rules: "tidaldb-rules";
};
/** The keys of the Secret; each is a token with the scope of the same name. */
export declare const TOKEN_KEYS: readonly ["ingest", "scrape", "admin"];
/** What selects the pods. Never changes: a Deployment's selector cannot be. */
export declare const SELECTOR_LABELS: {
    "app.kubernetes.io/name": "tidaldb-exporter";
};
/** The labels of every object. */
export declare const OBJECT_LABELS: {
    "app.kubernetes.io/part-of": string;
    "app.kubernetes.io/name": "tidaldb-exporter";
};
