/** Where a container of the exporter finds its files. */
export declare const CONTAINER_PATHS: {
    readonly configFolder: "/etc/tidaldb-exporter";
    readonly configFile: "tidaldb-exporter.yml";
    /** Below the folder of the configuration. */
    readonly tokensFolder: "tokens";
    readonly stateFolder: "/var/lib/tidaldb-exporter";
    readonly stateFile: "state.json";
};
