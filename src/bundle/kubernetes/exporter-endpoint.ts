/**
 * Where the exporter answers when its flags are the defaults. The bundle cannot ask the server, which it knows nothing of;
 * a test compares the two.
 */
export const EXPORTER_ENDPOINT = {
  port: 10843,
  metricsPath: "/metrics",
  livenessPath: "/-/healthy",
  readinessPath: "/-/ready",
} as const;
