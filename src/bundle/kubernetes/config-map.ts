import type { ConfigMap } from "kubernetes-types/core/v1";
import { stringify } from "yaml";

import type { BundleOptions } from "../options/options";
import { promqlDuration } from "../promql/promql-duration";
import { CONTAINER_PATHS } from "./container-paths";
import { OBJECT_LABELS, OBJECT_NAMES, TOKEN_KEYS } from "./object-names";

/** What each token is for; the configuration calls it so in its log. */
const TOKEN_NAMES = { ingest: "shards", scrape: "prometheus", admin: "operators" } as const;

/** The exporter's configuration. Its thresholds are those that the rules and the panels name. */
export function configMap(options: BundleOptions): ConfigMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: OBJECT_NAMES.config, labels: OBJECT_LABELS },
    data: { [CONTAINER_PATHS.configFile]: exporterConfig(options) },
  };
}

function exporterConfig({ thresholds }: BundleOptions): string {
  const { stateFolder, stateFile, tokensFolder } = CONTAINER_PATHS;
  return [
    "# Every key: docs/config.md. A change is loaded by a restart, or by POST /-/reload with the token `admin`.",
    stringify({
      cluster: { name: "tidaldb", regions: { 0: "us-east", 1: "eu-west", 2: "ap-south" } },
      health: {
        offline_after: promqlDuration(thresholds.offlineAfterMs),
        degraded_lag: promqlDuration(thresholds.degradedLagMs),
      },
      storage: { kind: "file", path: `${stateFolder}/${stateFile}` },
      auth: {
        tokens: TOKEN_KEYS.map((key) => ({
          name: TOKEN_NAMES[key],
          scopes: [key],
          file: `${tokensFolder}/${key}`,
        })),
      },
    }),
  ].join("\n");
}
