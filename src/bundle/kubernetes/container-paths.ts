/** Where a container of the exporter finds its files. */
export const CONTAINER_PATHS = {
  configFolder: "/etc/tidaldb-exporter",
  configFile: "tidaldb-exporter.yml",
  /** Beside it, where the exporter serves TLS. */
  webConfigFile: "web-config.yml",
  /** Below the folder of the configuration. */
  tokensFolder: "tokens",
  /** Below it as well: the certificate. */
  tlsFolder: "tls",
  stateFolder: "/var/lib/tidaldb-exporter",
  stateFile: "state.json",
} as const;

/** What a Secret of the type `kubernetes.io/tls` has; `ca` is what cert-manager adds. */
export const TLS_FILES = { cert: "tls.crt", key: "tls.key", ca: "ca.crt" } as const;
