/**
 * Where the exporter answers when its flags are the defaults. The bundle cannot ask the server, which it knows nothing of;
 * a test compares the two.
 */
export declare const EXPORTER_ENDPOINT: {
    readonly port: 10843;
    readonly metricsPath: "/metrics";
    readonly livenessPath: "/-/healthy";
    readonly readinessPath: "/-/ready";
};
