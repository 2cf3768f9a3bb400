/** Where a container of the exporter finds its files. */
export const CONTAINER_PATHS = {
  configFolder: "/etc/tidaldb-exporter",
  configFile: "tidaldb-exporter.yml",
  /** Below the folder of the configuration. */
  tokensFolder: "tokens",
  stateFolder: "/var/lib/tidaldb-exporter",
  stateFile: "state.json",
} as const;
